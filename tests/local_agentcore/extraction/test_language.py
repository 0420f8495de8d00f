"""The parser: loaded late, shared by threads."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from local_agentcore.extraction import language


def test_it_is_not_loaded_before_there_is_something_to_read() -> None:
    program = (
        "import sys; from local_agentcore.extraction import facts, preferences, summary;"
        "facts.extract_facts([]); sys.exit('spacy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_threads_may_share_it() -> None:
    texts = [f"I have {n} cats and my name is Al." for n in range(40)]

    with ThreadPoolExecutor(4) as threads:
        parsed = list(threads.map(lambda text: language.parse([text])[0], texts))

    assert [doc.text for doc in parsed] == texts
    assert all(doc[1].dep_ == "ROOT" for doc in parsed)


def test_like_is_a_verb_where_there_is_no_other() -> None:
    (doc,) = language.parse(["My kids like pizza."])

    assert [(word.text, word.dep_) for word in doc][1:4] == [
        ("kids", "nsubj"),
        ("like", "ROOT"),
        ("pizza", "dobj"),
    ]


def test_names_get_capitals_where_the_writer_uses_none() -> None:
    (doc,) = language.parse(["I live in berlin"], capitals=False)

    assert doc.text == "I live in Berlin"
