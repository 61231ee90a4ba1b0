"""The chapters: their bones in figures, what of the tables they use, and that every cell stands on its own."""

import ast
import builtins
import re
import tomllib
from pathlib import Path

import pytest
from page_reading import calls, cited, grade, paragraphs, prose, read, section, shown, sources, syllables

from course_lib import activities
from course_lib.quiz.bank import read_quiz

ROOT = Path(__file__).resolve().parents[1]
COURSE = {
    "00-start-here": ("Start here", "How does this workbook work?", 15),
    "01-five-witnesses": ("Five witnesses", "Who is telling us this, and why should we believe them?", 45),
    "02-leaning-to-one-side": (
        "Leaning to one side",
        "1949–53: was the 1950 treaty a good bargain for China?",
        45,
    ),
    "03-a-view-from-washington": ("A view from Washington", "1954: could one see the split coming?", 45),
    "04-cracks": ("Cracks", "1956–60: when did partners become rivals?", 50),
    "05-the-open-quarrel": ("The open quarrel", "1960–66: was it ideology or interest?", 45),
    "06-the-brink": ("The brink", "1966–69: how near was war?", 45),
    "07-the-triangle": ("The triangle", "1969–79: who gained from the opening to America?", 50),
    "08-three-obstacles": ("Three obstacles", "1979–89: what made peace possible?", 45),
    "09-measuring-friendship": ("Measuring friendship", "Can hostility be counted?", 60),
    "10-why-did-they-split": ("Why did they split?", "Why did they split?", 60),
}
PHASES = {
    "01-five-witnesses": "background",
    "02-leaning-to-one-side": "alliance",
    "04-cracks": "cracks",
    "05-the-open-quarrel": "quarrel",
    "06-the-brink": "brink",
    "07-the-triangle": "triangle",
    "08-three-obstacles": "normalisation",
}
REFERENCE = "11-reference"
CHAPTERS = [name for name in COURSE if name != "00-start-here"]
SKILLS = ("sourcing", "contextualisation", "close reading", "corroboration")
READING = 180  # words a minute, slowly and with a look at the charts


@pytest.fixture(scope="module")
def pages():
    """Every page, by name."""
    return {path.stem: read(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}


@pytest.fixture(scope="module")
def quizzes(seeds):
    """The questions of every page that has any, by name."""
    folder = ROOT / "notebooks" / "quizzes"
    return {path.stem: read_quiz(path, seeds) for path in sorted(folder.glob("*.toml"))}


def written(name):
    """The quiz of a page as its file has it."""
    return (ROOT / "notebooks" / "quizzes" / f"{name}.toml").read_text(encoding="utf-8")


def test_all_twelve_are_there(pages):
    """The pages are the twelve of the course."""
    assert list(pages) == [*COURSE, REFERENCE]


@pytest.mark.parametrize("name", COURSE)
def test_a_page_begins_as_the_course_says(name, pages):
    """Title, central question, minutes, what one will do and what one needs stand at the head."""
    title, question, minutes = COURSE[name]
    head = pages[name].cells[0].source
    assert head.startswith(f"# {title}\n\n**{question}**\n\n{minutes} minutes · [open this page in Binder](")
    assert f"lab/tree/notebooks/{name}.ipynb)" in head
    assert "**What you will do:**" in head and "**What you need:**" in head


@pytest.mark.parametrize("name", COURSE)
def test_a_page_is_of_a_length_to_be_read(name, pages):
    """It has 1,200 to 2,500 words of prose, which at a slow pace leave half of its minutes for doing."""
    count = len(prose(pages[name]).split())
    assert 1200 <= count <= 2500
    assert name == "00-start-here" or count / READING <= COURSE[name][2] / 2


@pytest.mark.parametrize("name", COURSE)
def test_a_page_can_be_read_at_sixteen(name, pages):
    """Its Flesch–Kincaid grade lies between 9 and 12, citations left out."""
    assert 9 <= grade(prose(pages[name])) <= 12


def test_the_grade_is_that_of_the_formula():
    """Syllables come from the dictionary, or from the vowels; the grade follows from the published formula."""
    words = ["history", "the", "Zhenbao", "self-reliance", "Mao’s", "treaty"]
    assert [syllables(word) for word in words] == [3, 1, 2, 4, 1, 2]
    assert grade("The cat sat on the mat. It ran.") == pytest.approx(0.39 * 4 + 11.8 * 1 - 15.59)


@pytest.mark.parametrize("name", CHAPTERS)
def test_skills_are_named_where_they_are_practised(name, pages):
    """All four skills stand in the objectives, and again further down."""
    objectives = section(pages[name], "What you should be able to do afterwards")
    text = "\n".join(sources(pages[name], "markdown"))
    for skill in SKILLS:
        assert f"*{skill}*" in objectives and text.lower().count(f"*{skill}*") >= 2, skill


@pytest.mark.parametrize("name", CHAPTERS)
def test_there_is_something_to_see_and_to_do(name, pages):
    """A chapter has two charts or more, an activity, a clash left open, and source cards."""
    names = [call for call, _ in calls(pages[name])]
    assert sum(call.startswith("plot_") for call in names) >= 2
    assert set(names) & set(activities.__all__)
    assert {"rival_statements", "compare_sources", "text_detective"} & set(names)
    assert name == "10-why-did-they-split" or "source_cards" in names


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_quiz_asks_in_different_ways(name, quizzes):
    """It has eight to twelve questions of four kinds or more, one of them evidence, and a text to write."""
    kinds = [question.kind for question in quizzes[name].questions]
    assert 8 <= len([kind for kind in kinds if kind != "write"]) <= 12
    assert len(set(kinds) - {"write"}) >= 4 and "evidence" in kinds and kinds.count("write") == 1


@pytest.mark.parametrize("name", COURSE)
def test_citations_give_no_key_away(name):
    """What is cited after a wrong answer to a question of evidence holds every option, and so points to none."""
    asked = [q for q in tomllib.loads(written(name))["question"] if q["kind"] == "evidence"]
    assert asked and all({o["statement"] for o in q["option"]} <= set(q["cite"]) for q in asked)


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_bears_a_year_bears_a_citation(name, pages):
    """A paragraph that names a year of the story says where it has it from."""
    told = [
        p
        for p in paragraphs(pages[name])
        if re.search(r"\b19[1-8]\d\b", re.sub(r"`[^`]*`|\*\*.*?\*\*", "", p))
    ]
    bare = [p for p in told if "`" not in p and "beyond the sources" not in p]
    asking = [p for p in bare if p.rstrip().endswith("?") or p.startswith("Chapter")]
    assert [p for p in bare if p not in asking] == []


@pytest.mark.parametrize("name", PHASES)
def test_the_events_of_its_years_stand_on_the_page(name, pages, seeds):
    """Every event of the chapter's phase is shown."""
    text = shown(pages[name])
    events = seeds.events[seeds.events["phase"] == PHASES[name]]
    assert [title for title in events["title"] if title not in text] == []


@pytest.mark.parametrize("name", PHASES)
def test_the_causes_of_its_years_stand_on_the_page(name, pages, seeds):
    """Every cause at work in an event of the phase is shown, or a statement that names it is cited."""
    text, statements = shown(pages[name]), cited(seeds, *sources(pages[name], "markdown"))
    events = seeds.events.loc[seeds.events["phase"] == PHASES[name], "event"]
    at_work = seeds.cause_events.loc[seeds.cause_events["event"].isin(events), "cause"].unique()
    titles = seeds.causes.set_index("cause")["title"]
    named = {c for c in at_work if statements & set(seeds.evidence_for("causes", c)["statement"])}
    assert [cause for cause in at_work if titles[cause] not in text and cause not in named] == []


def uses(page, quiz, seeds):
    """The disputes that a page lays out, or of which it or its quiz cites each side, or two statements at least."""
    named = {text for _, texts in calls(page) for text in texts}
    quoted = {s for s in seeds.statements["statement"] if f'"{s}"' in quiz}
    statements = cited(seeds, *sources(page, "markdown"), quiz) | quoted
    for dispute, positions in seeds.positions.groupby("dispute"):
        found = positions[positions["statement"].isin(statements)]
        sides = [set(rows["answer"].dropna()) - {"other"} for rows in (positions, found)]
        if dispute in named or (sides[0] == sides[1] and len(found) >= min(2, len(positions))):
            yield dispute


def test_every_dispute_is_used(pages, seeds):
    """Each row of disputes is laid out on a chapter, or both its sides are cited there."""
    used = {d for name in CHAPTERS for d in uses(pages[name], written(name), seeds)}
    assert set(seeds.disputes["dispute"]) - used == set()


def test_every_cause_is_weighed(pages, seeds):
    """Chapter 10 shows every cause."""
    text = shown(pages["10-why-did-they-split"])
    assert [title for title in seeds.causes["title"] if title not in text] == []


@pytest.mark.parametrize("name", ["04-cracks", *(n for n in PHASES if n[:2] in ("05", "06", "07", "08"))])
def test_a_chapter_ends_with_what_could_be_known(name, pages):
    """Before the quiz stands what Beijing, Moscow and Washington could have known, with evidence."""
    part = section(pages[name], "What could be known at the time")
    assert all(city in part for city in ("Beijing", "Moscow", "Washington")) and part.count("`") >= 6


def test_chapter_03_keeps_the_outcomes_to_itself(pages, quizzes, seeds):
    """Nothing that tells what came of a forecast stands on the page where they are made."""
    name = "03-a-view-from-washington"
    text = shown(pages[name]) + written(name)
    assert [note for note in seeds.predictions["note"] if note and note in text] == []
    assert not {"plot_forecasts", "score_forecasts"} & {call for call, _ in calls(pages[name])}
    outcomes = set(seeds.predictions["outcome_evidence"]) - {""}
    told_later = {s for s in outcomes if not s.startswith(("state-1954", "err-1952"))}
    assert cited(seeds, *sources(pages[name], "markdown"), written(name)) & told_later == set()


@pytest.mark.parametrize("name", COURSE)
def test_the_way_on_is_named(name, pages):
    """Under *Next* stands the title of the next page."""
    titles = [title for title, *_ in COURSE.values()] + ["Reference"]
    following = titles[list(COURSE).index(name) + 1]
    assert following.lower() in section(pages[name], "Next").lower()


@pytest.mark.parametrize("name", [*COURSE, REFERENCE])
def test_a_cell_needs_only_the_first_one(name, pages):
    """After the first cell every cell can be run in any order: it uses only what it makes itself."""
    first, *others = sources(pages[name], "code")
    given = stored_names(first) | set(dir(builtins))
    for source in others:
        used = {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)}
        assert used <= given | stored_names(source), source


def stored_names(source):
    """The names that a cell makes."""
    tree = ast.walk(ast.parse(source))
    nodes = [node for node in tree if isinstance(node, (ast.Name, ast.alias))]
    made = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return made | {n.asname or n.name for n in nodes if isinstance(n, ast.alias)}


@pytest.mark.parametrize("name", COURSE)
def test_a_page_runs_backwards_and_twice(name, pages):
    """Run from the last cell to the first, and once more, each cell shows the same."""
    first, *others = sources(pages[name], "code")
    space = {}
    exec(first, space)
    assert [run(source, space) for source in others] == [run(source, space) for source in reversed(others)][
        ::-1
    ]


def run(source, space):
    """Run a cell and return what its last line shows, as HTML or text."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), space)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
    bundle = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {"text/plain": repr(value)}
    return bundle.get("text/html", bundle["text/plain"])


# Terms, and the reference


def test_a_term_is_explained_where_it_first_stands(pages, seeds):
    """Each term of the glossary stands in bold or italics on the page that explains it."""
    for row in seeds.glossary_terms.itertuples():
        text = "\n".join(sources(pages[row.page], "markdown"))
        assert re.search(rf"\*{re.escape(row.term)}\*", text, re.IGNORECASE), (row.term, row.page)


def test_every_statement_can_be_reached(pages, seeds):
    """The reference shows every statement with its reading, and what else the tables hold of words and names."""
    text = shown(pages[REFERENCE])
    for table, column in [
        ("statements", "statement"),
        ("statements", "says"),
        ("events", "title"),
        ("events", "summary"),
        ("causes", "title"),
        ("disputes", "question"),
        ("names", "name"),
        ("names", "chinese"),
        ("names", "russian"),
        ("glossary_terms", "term"),
        ("sources", "title"),
    ]:
        cells = [re.sub(r"[`*]", "", cell) for cell in seeds.tables[table][column]]
        assert [cell for cell in cells if cell not in text] == [], (table, column)


def test_the_reference_has_its_parts(pages):
    """Its headings are the parts that the course promises, and every column of every table is explained."""
    headings = re.findall(r"^## (.*)$", "\n".join(sources(pages[REFERENCE], "markdown")), re.MULTILINE)
    promised = "Glossary People Places Chronology Sources Data".split()
    assert all(any(word in heading for heading in headings) for word in promised)


def test_the_readme_lists_every_page():
    """Each page stands in README with its question."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, (title, question, minutes) in COURSE.items():
        assert f"| [{name[:2]} {title}](notebooks/{name}.ipynb) | {question} | {minutes} |" in readme
    assert f"(notebooks/{REFERENCE}.ipynb)" in readme


def test_quizzes_and_pages_belong_together(quizzes):
    """Every page but the reference has its quiz, titled as the page is."""
    titles = {name: tomllib.loads(written(name))["title"] for name in quizzes}
    assert titles == {name: title for name, (title, *_) in COURSE.items()}
