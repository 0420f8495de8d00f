"""Sums in words and signs, read as expressions and told as sentences."""

import re

import pytest

from local_agentcore.model.arithmetic import Sum, read_sum, sentence

EXPRESSIONS = [
    ("what is 18% of 2,340?", "18 / 100 * 2340"),
    ("12*7", "12 * 7"),
    ("how much is 15 plus 27 divided by 3", "15 + 27 / 3"),
    ("square root of 144", "sqrt(144)"),
    ("20% tip on $85.50", "20 / 100 * 85.50"),
    ("Can you calculate 3*(2+1) please?", "3 * (2 + 1)"),
    ("(3 + 4) * 2 =", "(3 + 4) * 2"),
    ("10 - (4 - 1)", "10 - (4 - 1)"),
    ("100 / (5 * 2)", "100 / (5 * 2)"),
    ("2^10", "2 ** 10"),
    ("2 ** 3 ** 2", "2 ** 3 ** 2"),
    ("2 to the power of 10", "2 ** 10"),
    ("-2 squared", "-2 ** 2"),
    ("3 cubed", "3 ** 3"),
    ("5!", "factorial(5)"),
    ("what's the cube root of 27?", "cbrt(27)"),
    ("add 3 to 5", "3 + 5"),
    ("subtract 3 from 10", "10 - 3"),
    ("multiply 3 by 4", "3 * 4"),
    ("divide 10 by 4", "10 / 4"),
    ("increase 50 by 10%", "50 * (1 + 10 / 100)"),
    ("what is 200 minus 10%?", "200 * (1 - 10 / 100)"),
    ("10% off $80", "80 * (1 - 10 / 100)"),
    ("the sum of 3, 4 and 5", "3 + 4 + 5"),
    ("the average of 3, 4 and 5", "(3 + 4 + 5) / 3"),
    ("what is the difference between 10 and 3", "10 - 3"),
    ("one hundred and five times two", "105 * 2"),
    ("twenty-three plus nineteen", "23 + 19"),
    ("3 million divided by 12", "3000000 / 12"),
    ("two thousand five hundred less 1", "2500 - 1"),
    ("half of 90", "1 / 2 * 90"),
    ("1.5 x 4", "1.5 * 4"),
    (".5 + 1", "0.5 + 1"),
    ("17 modulo 5", "17 % 5"),
    ("compute -3 * -4", "-3 * (-4)"),
]

NO_SUMS = [
    *("what is my name?", "what is 5", "five", "I have 3 cats", "2024-05-06", "call 555-1234"),
    *(
        "12 +",
        "",
        "?",
        "what is two and my name",
        "the average of 3",
        "007 * 2",
        "$",
        "3 4",
        "(1 + 2",
    ),
    *("1 +" * 200, "x" * 5000, "(" * 200 + "1" + ")" * 200, "what is 9 to 5"),
]


@pytest.mark.parametrize(("text", "expression"), EXPRESSIONS)
def test_a_sum_is_read_as_an_expression(text: str, expression: str) -> None:
    asked = read_sum(text)
    assert asked is not None
    assert asked.expression == expression
    # As the calculator insists: Python, with nothing in it but numbers, signs and functions.
    compile(expression, "sum", "eval")
    assert re.fullmatch(r"(?:[\d.\s()+\-*/%]|sqrt|cbrt|factorial)+", expression)


@pytest.mark.parametrize("text", NO_SUMS)
def test_other_text_is_no_sum(text: str) -> None:
    assert read_sum(text) is None


@pytest.mark.parametrize("text", ["9**9**9", "1000!", "10^1001", "(2^900)^9", "2^(1/0)"])
def test_what_nobody_could_write_out_is_not_worked_out(text: str) -> None:
    asked = read_sum(text)
    assert asked is not None
    assert asked.expression is None


@pytest.mark.parametrize(
    ("text", "result", "said"),
    [
        ("what is 18% of 2,340?", "Result: 421.2", "18% of 2,340 is 421.2."),
        ("20% tip on $85.50", "Result: 17.1", "A 20% tip on $85.50 is $17.10."),
        ("$10 minus $25", "Result: -15", "$10 minus $25 is -$15.00."),
        ("$10 / $4", "Result: 2.5", "$10 / $4 is 2.5."),
        ("square root of 144", "Result: 12", "The square root of 144 is 12."),
        ("10 million times 3.7", "Result: 37,000,000.00", "10 million times 3.7 is 37,000,000."),
        (
            "2^100",
            "1267650600228229401496703205376",
            "2^100 is 1,267,650,600,228,229,401,496,703,205,376.",
        ),
        ("10**40 + 0.5", "Result: 1.00000e+40", "10**40 + 0.5 is 1.00000e+40."),
        ("add 3 to 5", "8", "Adding 3 to 5 gives 8."),
        ("divide 10 by 4", "Result: 2.5", "Dividing 10 by 4 gives 2.5."),
        (
            "1/0",
            "Result: nan-nanj",
            "1/0 has no value: it divides by zero or is not a real number.",
        ),
        ("2*3", "six", "The calculator answers for 2*3: six"),
    ],
)
def test_a_result_is_told_in_a_sentence(text: str, result: str, said: str) -> None:
    asked = read_sum(text)
    assert isinstance(asked, Sum)
    assert sentence(asked, result) == said


def test_a_result_of_any_length_stays_short() -> None:
    asked = read_sum("2*3")
    assert asked is not None
    assert len(sentence(asked, "x" * 10_000)) < 300


@pytest.mark.parametrize(
    ("text", "expression", "subject"),
    [
        ("split 120 between 4", "120 / 4", "Splitting 120 between 4 gives"),
        ("Split $87.50 three ways", "87.50 / 3", "Splitting $87.50 three ways gives"),
        ("take 5 away from 20", "20 - 5", "Taking 5 away from 20 gives"),
        ("what's 1/3 of 99?", "1 / 3 * 99", "1/3 of 99 is"),
        ("How many is 3 dozen?", "3 * 12", "3 dozen is"),
        ("what is 80 increased by 15%", "80 * (1 + 15 / 100)", "80 increased by 15% is"),
        ("What percentage of 80 is 20?", "20 / 80 * 100", "20 as a percentage of 80 is"),
        ("how many times does 7 go into 84", "84 / 7", "84 divided by 7 is"),
        ("What do you get when you multiply 6 by 7?", "6 * 7", "Multiplying 6 by 7 gives"),
    ],
)
def test_usual_wordings_that_name_no_sign(text: str, expression: str, subject: str) -> None:
    asked = read_sum(text)
    assert asked is not None
    assert asked.expression == expression
    assert sentence(asked, "Result: 1").startswith(subject)


@pytest.mark.parametrize("text", ["3 and 4", "split the kids between us", "take 5", "two ways"])
def test_words_that_only_look_like_such_are_no_sum(text: str) -> None:
    assert read_sum(text) is None
