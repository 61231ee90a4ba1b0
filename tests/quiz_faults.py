"""Ways to break the example of a quiz: what to replace, by what, and what the message then says."""

from quiz_example import EXAMPLE

OPTION = 'text = "June 1950"'
RIGHT = 'right = true\nfeedback = "Both'
SLUGS = '"lean", "treaty", "loan-talks", "korea"'
CELL = '{table = "sources", where = {source = "loc-1987"}, column = "short"}'
MISS = 'answer = "60 million dollars"'
MISSED = 'answer = "1 October 1949"'
BEARS = 'bears_on = {table = "events", row = "treaty", stance = "attests"}'
CLAIM = '["no claim", "a claim", "a claim with its reason"]'
SHARED_FAULTS = {
    "no TOML": ("title = ", "title ", "02-example.toml: the file is no TOML"),
    "no title": ('title = "Check yourself"', "", "02-example.toml: title is missing; allowed: text"),
    "unknown at the top": (
        "title =",
        'tittle = "x"\ntitle =',
        "tittle is not a field here; allowed: title, question",
    ),
    "no id": ('id = "treaty-date"\n', "", "('no id'): id is missing"),
    "odd id": ('"treaty-date"', '"Treaty Date"', "id is 'Treaty Date'; allowed: small letters"),
    "unknown kind": (
        '"choice"',
        '"chioce"',
        "('treaty-date'): kind is 'chioce'; allowed: choice, choices, order, match, number",
    ),
    "kind no text": ('kind = "choice"', "kind = []", "kind is []; allowed"),
    "no kind": ('kind = "write"', "", "('why-ally'): kind is None; allowed: choice"),
    "no ask": ('ask = "Put these in order."', "", "('in-order'): ask is missing"),
    "empty ask": (
        '"Put these in order."',
        '"  "',
        "ask is '  '; allowed: text in quotation marks, not empty",
    ),
    "ask no text": ('"Put these in order."', "12", "ask is 12; allowed: text"),
    "no reread": ('reread = "What the treaty brought"', "", "('treaty-holds'): reread is missing"),
    "no cite": ('cite = ["loc-1987:2b"]', "", "cite is missing; allowed: one or more citations"),
    "cite no list": ('cite = ["err-1952:2"]', 'cite = "err"', "cite is 'err'; allowed: a list of texts"),
    "cite empty": ('cite = ["err-1952:2"]', "cite = []", "cite is missing"),
    "cite leads nowhere": ('cite = ["err-1952:2"]', 'cite = ["err-1952:99"]', "err-1952:99"),
    "citation in a feedback leads nowhere": (
        "Both sources give this month.",
        "Both give it (`err-1952:98`).",
        "err-1952:98",
    ),
    "cite odd": ('cite = ["err-1952:2"]', 'cite = ["the report"]', "'the report' is not a citation"),
    "hints no texts": ('hints = ["Mao', 'hints = [3, "Mao', "hints is [3, 'Mao was in Moscow"),
    "unknown field": (
        'hints = ["Mao',
        'hint = ["Mao',
        "hint is not a field here; allowed: id, kind, ask, cite, reread, hints, option",
    ),
}
OPTIONS_FAULTS = {
    "option of another kind": ("events = [", "option = []\nevents = [", "option is not a field here"),
    "unknown in option": (
        RIGHT,
        RIGHT.replace("right", "rihgt"),
        "option 1, rihgt is not a field here; allowed: text, right, feedback",
    ),
    "no feedback": (
        'feedback = "Both sources give this month."',
        "",
        "('treaty-date'): option 1, feedback is missing",
    ),
    "no option text": (OPTION, "", "option 3, text is missing"),
    "right no boolean": (RIGHT, RIGHT.replace("true", '"yes"'), "option 1, right is 'yes'; allowed: true or"),
    "no key": (RIGHT, 'feedback = "Both', "option 0 of 3 are right; allowed: exactly one"),
    "two keys": (OPTION, OPTION + "\nright = true", "option 2 of 3 are right; allowed: exactly one"),
    "all keys": (
        'text = "A shared currency"',
        'text = "A shared currency"\nright = true',
        "option 4 of 4 are right; allowed: two or more",
    ),
    "the same text twice": (OPTION, 'text = "October  1949"', "option two have the same text"),
    "unknown event": (
        '"korea"]',
        '"korean"]',
        "events 'korean' is unknown; allowed: keys of seeds/events.csv",
    ),
    "event twice": ('"korea"]', '"korea", "lean"]', "events 'lean' stands there twice"),
    "too many events": (f"[{SLUGS}]", f'[{SLUGS}, {SLUGS}, "lean"]', "events are 9; allowed: at most 8"),
    "too few events": (
        f"[{SLUGS}]",
        '["lean"]',
        "events is ['lean']; allowed: a list of 3 or more keys of seeds/events.csv",
    ),
    "no events": (f"events = [{SLUGS}]", "", "('in-order'): events is missing; allowed"),
    "events no texts": ('events = ["lean",', "events = [1,", "events is [1, 'treaty'"),
    "every order allowed": (SLUGS, '"rumour", "lean", "vague"', "events have dates that allow every order"),
    "no feedback on order": (
        'feedback = "The alliance came before the war."',
        "",
        "('in-order'): feedback is missing",
    ),
}
MATCH_FAULTS = {
    "no left": ('left = "That the talks were long"', "", "('who-says'): pair 1, left is missing"),
    "no right": ('right = "Country study 1987"', "", "pair 1, right is missing"),
    "no feedback": ('feedback = "It counts the weeks."', "", "pair 1, feedback is missing"),
    "no otherwise": ('otherwise = "Look for the sum."', "", "pair 3, otherwise is missing"),
    "unknown in pair": (
        'otherwise = "Look for',
        'other = "Look for',
        "pair 3, other is not a field here; allowed: left, right, feedback, otherwise",
    ),
    "left beside a statement": (
        'statement = "err-1952:2a"\nfeedback = "The report',
        'statement = "err-1952:2a"\nleft = "L"\nfeedback = "The report',
        "pair 2, left is not a field here; allowed: statement, feedback, otherwise",
    ),
    "unknown statement": (
        'statement = "err-1952:2a"',
        'statement = "err-1952:9z"',
        "pair 2, statement leads",
    ),
    "a paragraph": (
        'statement = "err-1952:2a"',
        'statement = "loc-1987:2"',
        "pair 2, statement 'loc-1987:2' is a paragraph that says 3 things; allowed: one statement",
    ),
    "twice the left side": (
        'left = "That a loan came',
        'left = "That the talks were long"#',
        "pair two have",
    ),
    "nothing to choose": (
        'extra = ["Blog post 2013"]',
        'extra = ["Country  study 1987"]',
        "pair leaves nothing to choose; allowed: two or more on the right, extra ones unlike them",
    ),
    "extra no list": ('extra = ["Blog post 2013"]', 'extra = "Blog"', "extra is 'Blog'; allowed: a list of"),
    "extra no texts": ('extra = ["Blog post 2013"]', "extra = [2013]", "extra is [2013]; allowed: a list of"),
    "unknown table": (CELL, CELL.replace('"sources"', '"source"'), "pair 3, right is {'table': 'source'"),
    "unknown column in where": (CELL, CELL.replace("source =", "name ="), "allowed: a table of seeds/, and"),
    "where no table": (CELL, '{table = "sources", where = 3}', "pair 3, right is {'table': 'sources'"),
    "unknown column": (CELL, CELL.replace('"short"', '"long"'), "pair 3, right asks for long of 1 rows"),
    "several rows": (CELL, '{table = "sources", column = "short"}', "pair 3, right asks for short of 2 rows"),
    "no row": (CELL, CELL.replace('"loc-1987"', '"loc"'), "which no row fits; allowed: a where that fits"),
    "unknown in the asking": (
        CELL,
        CELL.replace("column", "colum"),
        "pair 3, right, colum is not a field here; allowed: table, where, column",
    ),
    "a number of rows": (CELL, '{table = "sources"}', "pair 3, right is 2; allowed: text in quotation marks"),
}
NUMBER_FAULTS = {
    "no answer": ("answer = 300\n", "", "('loan-size'): answer is None; allowed: a number"),
    "answer no number": ("answer = 300\n", 'answer = "much"\n', "answer is 'much'; allowed: a number"),
    "answer true": ("answer = 300\n", "answer = true\n", "answer is True; allowed: a number"),
    "answer without end": ("answer = 300\n", "answer = inf\n", "answer is inf; allowed: a number"),
    "answer a division by 0": ("answer = 300\n", 'answer = "1/0"\n', "answer is '1/0'; allowed: a number"),
    "answer too small": (
        "answer = 300\n",
        "answer = 1e-9\n",
        "answer is 1e-09; allowed: what can be written",
    ),
    "answer too long": ("answer = 300\n", f"answer = {10**90}\n", "allowed: what can be written in digits"),
    "answer from no table": (
        "answer = 300\n",
        'answer = {table = "t"}\n',
        "answer is {'table': 't'}; allowed",
    ),
    "no unit": ('unit = "million dollars"', "", "unit is missing; allowed: text"),
    "unit an empty list": (
        'unit = "million dollars"',
        "unit = []",
        "unit is []; allowed: a list of 1 or more",
    ),
    "unit no texts": ('unit = "million dollars"', "unit = [3]", "unit is [3]; allowed: a list of 1 or more"),
    "unit a number": ('unit = "million dollars"', "unit = 3", "unit is 3; allowed: text"),
    "negative tolerance": ("tolerance = 5", "tolerance = -5", "tolerance is -5; allowed: 0 or more"),
    "tolerance no number": ("tolerance = 5", 'tolerance = "5%"', "tolerance is '5%'; allowed: a number"),
    "no feedback": ('feedback = "In five equal parts."', "", "('loan-size'): feedback is missing"),
    "no otherwise": ('otherwise = "Read of', 'others = "Read of', "otherwise is missing"),
    "miss without feedback": ('feedback = "That is the part', '#"', "miss 1, feedback is missing"),
    "miss without answer": (MISS, "", "miss 1, answer is missing"),
    "miss with more": (MISS, MISS + "\nright = true", "miss 1, right is not a field here; allowed: answer,"),
    "miss that earns all": (MISS, MISS + "\ncredit = 1", "miss 1, credit is 1; allowed: a number from 0 to"),
    "credit no number": (
        MISS,
        MISS + '\ncredit = "half"',
        "miss 1, credit is 'half'; allowed: a number from",
    ),
    "credit true": (MISS, MISS + "\ncredit = true", "miss 1, credit is True; allowed: a number from 0 to"),
    "miss that is right": (MISS, 'answer = "0.3 billion"', "miss 1, answer is '0.3 billion', which is right"),
    "miss that is no number": (MISS, 'answer = "little"', "miss 1, answer is 'little', which cannot be read"),
    "miss no block": (
        EXAMPLE[EXAMPLE.index(f"[[question.miss]]\n{MISS}") :].split("\n\n")[0],
        "miss = 3",
        "miss is 3; allowed: 0 to 8 of them",
    ),
}
DATE_FAULTS = {
    "unknown event": (
        'event = "treaty"\nfeedback',
        'event = "treatise"\nfeedback',
        "('treaty-day'): event 'treatise' is unknown; allowed: keys of seeds/events.csv",
    ),
    "several events": (
        'event = "treaty"\nf',
        'event = ["treaty", "lean"]\nf',
        "event ['treaty', 'lean'] is unknown",
    ),
    "neither": ('event = "treaty"\nfeedback', "feedback", "event and statement cannot both give the date"),
    "both": (
        'event = "treaty"\nfeedback',
        'event = "treaty"\nstatement = "err-1952:2a"\nfeedback',
        "event and statement cannot both give the date, nor neither; allowed: one of them",
    ),
    "open event": (
        'event = "treaty"\nfeedback',
        'event = "rumour"\nfeedback',
        "event has the date '../1950'; allowed: a date with a beginning and an end",
    ),
    "event without date": ('event = "treaty"\nf', 'event = "dateless"\nf', "event has the date ''; allowed"),
    "open statement": (
        'event = "treaty"\nfeedback',
        'statement = "loc-1987:2c"\nfeedback',
        "statement has the date '1949~/..'; allowed: a date with a beginning and an end",
    ),
    "statement without date": (
        'event = "treaty"\nfeedback',
        'statement = "loc-1987:2b"\nfeedback',
        "statement has the date ''; allowed",
    ),
    "unknown statement": ('event = "treaty"\nf', 'statement = "x"\nf', "statement leads nowhere: 'x' is not"),
    "precision": (
        'event = "treaty"\nfeedback',
        'event = "treaty"\nprecision = "week"\nfeedback',
        "precision is 'week'; allowed: day, month, year",
    ),
    "precision no text": ('event = "treaty"\nf', 'event = "treaty"\nprecision = []\nf', "precision is []"),
    "no feedback": ('feedback = "A Tuesday."', "", "('treaty-day'): feedback is missing"),
    "no otherwise": ('otherwise = "Look at', 'other = "Look at', "otherwise is missing; allowed: text"),
    "miss that is right": (MISSED, 'answer = "14.2.1950"', "miss 1, answer is '14.2.1950', which is right"),
    "miss with two readings": (MISSED, 'answer = "1/10/1949"', "miss 1, answer is '1/10/1949', which cannot"),
}
EVIDENCE_FAULTS = {
    "no such table": (
        BEARS,
        BEARS.replace('"events"', '"event"'),
        "bears_on leads nowhere: There is no table",
    ),
    "no such row": (
        BEARS,
        BEARS.replace('"treaty"', '"treatise"'),
        "bears_on leads nowhere: events has no row",
    ),
    "a table without evidence": (
        BEARS,
        'bears_on = {table = "sources", row = "loc-1987", stance = "attests"}',
        "bears_on leads nowhere: sources has no evidence of its own",
    ),
    "no such stance": (
        BEARS,
        BEARS.replace('"attests"', '"denies"'),
        "('shows-treaty'): bears_on has the stance 'denies'; allowed: attests, contradicts",
    ),
    "a row without evidence": (
        BEARS,
        BEARS.replace('"treaty"', '"lean"'),
        "bears_on has the stance 'attests'",
    ),
    "bears_on no table": (
        BEARS,
        'bears_on = "treaty"',
        "bears_on is 'treaty'; allowed: table, row and stance",
    ),
    "bears_on without stance": (
        BEARS,
        'bears_on = {table = "events", row = "treaty"}',
        "allowed: table, row",
    ),
    "bears_on with more": (BEARS, BEARS.replace("row", "note = 1, row"), "allowed: table, row and stance"),
    "right beside bears_on": (
        'feedback = "That is about the money."',
        'feedback = "That is about the money."\nright = true',
        "option 2, right is not a field here; allowed: statement, feedback",
    ),
    "two with the stance": (
        'statement = "loc-1987:2b"',
        'statement = "err-1952:2a"',
        "option 2 of 3 are right; allowed: exactly one",
    ),
    "none with the stance": (
        'statement = "loc-1987:2a"',
        'statement = "loc-1987:2x"',
        "option 0 of 3 are right",
    ),
    "no bears_on": (BEARS, "", "option 0 of 3 are right; allowed: exactly one with right = true"),
    "a paragraph": (
        'statement = "loc-1987:2b"',
        'statement = "loc-1987:2"',
        "option 2, statement 'loc-1987:2' is a paragraph that says 3 things; allowed: one statement",
    ),
    "a paragraph of one statement": (
        'statement = "loc-1987:2b"',
        'statement = "err-1952:2"',
        "option 2, statement 'err-1952:2' is a paragraph that says 1 things; allowed: one statement",
    ),
    "unknown statement": (
        'statement = "loc-1987:2b"',
        'statement = "loc-1987:9"',
        "option 2, statement leads",
    ),
    "no statement": ('statement = "loc-1987:2b"', "", "option 2, statement is missing"),
    "text in place of it": ('statement = "loc-1987:2b"', 'text = "T"', "option 2, text is not a field here"),
    "twice the statement": (
        'statement = "loc-1987:2c"',
        'statement = "loc-1987:2b"',
        "option two have the same",
    ),
    "no feedback": ('feedback = "That is about the money."', "", "option 2, feedback is missing"),
}
WRITE_FAULTS = {
    "no model": ("model =", "modle =", "('why-ally'): model is missing; allowed: text"),
    "least no number": ("least = 5", 'least = "5"', "least is '5'; allowed: a number of words from 1 on"),
    "least 0": ("least = 5", "least = 0", "least is 0; allowed: a number of words from 1 on"),
    "least true": ("least = 5", "least = true", "least is True; allowed: a number of words from 1 on"),
    "starters no list": ("starters = [", 'starters = "x" # [', "starters is 'x'; allowed: a list of texts"),
    "starters a number": ("starters = [", "starters = 3 # [", "starters is 3; allowed: a list of texts"),
    "starters no texts": ("starters = [", "starters = [1, ", "starters is [1, 'China needed"),
    "no criterion": (
        EXAMPLE[EXAMPLE.index("[[question.criterion]]") :],
        "",
        "criterion is missing; allowed: 1",
    ),
    "no name": ('name = "Claim"', "", "criterion 1, name is missing; allowed: text"),
    "no levels": (
        f"levels = {CLAIM}",
        "",
        "criterion 1, levels is missing; allowed: a list of 2 or more texts",
    ),
    "one level": (CLAIM, '["a claim"]', "criterion 1, levels is ['a claim']; allowed: a list of 2 or more"),
    "an empty level": (CLAIM, '["", "a claim"]', "criterion 1, levels is ['', 'a claim']; allowed: a list"),
    "unknown in criterion": (
        "levels = [",
        "level = [",
        "criterion 1, level is not a field here; allowed: name",
    ),
}
GROUPS = {
    "shared": SHARED_FAULTS,
    "options and events": OPTIONS_FAULTS,
    "match": MATCH_FAULTS,
    "number": NUMBER_FAULTS,
    "date": DATE_FAULTS,
    "evidence": EVIDENCE_FAULTS,
    "write": WRITE_FAULTS,
}
FAULTS = {f"{group}, {name}": case for group, cases in GROUPS.items() for name, case in cases.items()}
