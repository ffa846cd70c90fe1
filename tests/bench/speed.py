"""How fast figures and whole claims are read, in one process: `python tests/bench/speed.py [--profile]`.

Prints megabytes a second of processor time, and the ratio to what `regex` needs for finding the digits alone, for
general text (newspaper prose, few figures), for simulated reports of disasters and clashes, for dense copy (the same
subjects with two figures a sentence), for the table of sentences (short ones, each with its figure: the worst case)
and for `../shared/dev` where it is there; then the seconds for hostile texts of growing size, which must grow no
faster than the text.
"""

from __future__ import annotations

import argparse
import cProfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TypeAlias

import regex
from simulate import pile

from reconcile import extract, figures, passages
from reconcile.model import Document

Stage: TypeAlias = Callable[[Sequence[Document]], object]

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DIGITS = regex.compile(r"\d+")
SIZE = 1_000_000
WARM = 40  # reports of each text that are read before the clock starts
EVENTS = 60  # of the simulated reports
SENTENCES_A_PARAGRAPH, PARAGRAPHS_A_REPORT = 3, 8
GENERAL = """
The council put off its vote on the harbour plan until the spring, after a long and noisy meeting in the old town hall.
Traders on the north quay say the new tariffs have made it harder to find buyers for their fruit abroad.
She had spent much of her youth in the mountains, where her father kept bees and repaired clocks for the villagers.
The orchestra opened the season with a work that few in the audience had heard before, and many wanted to hear again.
In 1998 the mill closed, and with it went the bakery, the cinema and the Sunday market.
A spokesman for the ministry declined to comment on the letter, which was published by two newspapers on Friday.
Critics of the bill fear that it gives too much power to officials who answer to nobody.
The lake has risen by 12 centimetres since January, and the marsh birds have come back to nest in the reeds.
Analysts expect the central bank to leave its main rate unchanged at 4.5 percent next week.
He scored in the 81st minute, and the home side held on for a 2-1 win in front of a silent stand.
Most of the houses along the ridge are empty in winter, when the road is closed and the wind never drops.
The museum's oldest map shows a coast that no sailor would recognise today.
"It was never about the money," she said, closing the shop door for the last time.
Talks between the two companies broke down over the price of the northern pipeline.
The minister flew home early from a conference in Geneva to face questions about the contract.
The court will hear the appeal in the autumn, more than three years after the first ruling.
Farmers in the valley have turned from cotton to sesame, which needs less water and sells for more.
The president thanked the crews who had worked through the night to clear the snow from the airport.
A new ferry will link the islands twice a week from May, the regional government announced.
Nobody in the street could remember who had planted the two chestnut trees.
""".strip().splitlines()
DENSE = """
At least 14 people were killed and more than 60 injured when a bus carrying pilgrims left the road near the northern
town of Sorvik late on Sunday, the provincial police said.

Rescue teams working through the night pulled nine survivors from the ravine, according to the district governor, who
put the number of those still missing at five.

The health ministry said on Monday that the death toll had risen to 17 after three of the wounded died in hospital.

Dozens of relatives gathered outside the clinic, where doctors said 41 patients, including 12 children, were being
treated for burns and fractures.

"We have counted 22 bodies so far, and we fear there are more under the coach," Tomas Lindgren, the head of the local
Red Cross, told reporters.

Police detained two drivers for questioning, and some 300 officers were sent to keep the mountain road closed.

The storm that crossed the coast on Friday has forced about 12,000 families from their homes, the civil defence agency
said in a statement.

Shelters in the port held nearly 4,500 people by nightfall, and another 800 were taken to schools inland, aid workers
said.

Opposition leaders said tens of thousands marched through the capital, while the interior ministry spoke of no more
than 8,000 demonstrators.

Security forces fired tear gas and arrested 112 protesters, among them 14 students, a lawyers' group said on its
website.

The army announced that it would send 2,000 soldiers to the border province, where gunmen killed six farmers and
abducted 31 villagers last week.

A rebel spokesman denied that 40 fighters had died in the raid, saying only three of its men were wounded.

The flood destroyed 230 houses and damaged a further 1,100, leaving more than 6,000 residents without clean water, the
mayor's office said.

It was not clear how many workers had been in the mine when the shaft gave way; a union official said 27 were
unaccounted for.

Firefighters evacuated 350 guests from the hotel, and a helicopter rescued four people from its roof, the state
broadcaster reported.

Since January the outbreak has infected 1,840 people and killed 96, the United Nations said, warning that fewer than
half of the clinics were open.
""".split("\n\n")


def of_size(sentences: list[str], size: int) -> list[str]:
    """Reports made of sentences in turn, together of about `size` characters."""
    reports, total, source = [], 0, cycle(sentences)
    while total < size:
        paragraphs = [" ".join(islice(source, SENTENCES_A_PARAGRAPH)) for _ in range(PARAGRAPHS_A_REPORT)]
        reports.append("\n\n".join(paragraphs))
        total += len(reports[-1])
    return reports


def texts() -> Iterator[tuple[str, list[str]]]:
    table = tomllib.loads((HERE.parent / "sentences.toml").read_text(encoding="utf-8"))["sentence"]
    yield "general", of_size(GENERAL, SIZE)
    yield "simulated", [document.text for document in pile(1, EVENTS).documents]
    yield "dense", of_size([" ".join(lines.split()) for lines in DENSE], SIZE // 2)
    yield "table", of_size([row["text"] for row in table], SIZE // 2)
    shared = sorted((ROOT.parent / "shared" / "dev").glob("*/docs/*.txt"))
    if shared:
        yield "shared/dev", [path.read_text(encoding="utf-8") for path in shared]


def documents(reports: list[str]) -> list[Document]:
    return [
        Document(doc=f"{number}.txt", text=text, sha256=str(number), published="2024-06-01")
        for number, text in enumerate(reports)
    ]


def stages() -> dict[str, Stage]:
    return {
        "digits": lambda reports: [DIGITS.findall(report.text) for report in reports],
        "passages": lambda reports: [passages.split(report) for report in reports],
        "figures": lambda reports: figures.find_all(reports, [passages.split(report) for report in reports]),
        "claims": whole,
    }


def whole(reports: Sequence[Document]) -> object:
    """The claims of reports, as a run extracts them."""
    return list(extract(reports))


def seconds(stage: Stage, reports: list[Document]) -> float:
    began = time.process_time()
    stage(reports)
    return time.process_time() - began


def speeds() -> None:
    print(f"{'text':12}{'MB':>7}" + "".join(f"{name + ' MB/s':>16}{'ratio':>8}" for name in stages()))
    for name, reports in texts():
        found = documents(reports)
        size = sum(len(text.encode()) for text in reports) / 1e6
        for stage in stages().values():  # lexicons and patterns are loaded once, outside the clock
            stage(found[:WARM])
        rates = [size / seconds(stage, found) for stage in stages().values()]
        print(f"{name:12}{size:7.2f}" + "".join(f"{rate:16.2f}{rate / rates[0]:8.3f}" for rate in rates))


def hostile(size: int) -> dict[str, str]:
    """Texts that are made to be slow, of about `size` characters."""
    return {
        "one long line": "at least 12 people were killed and 30 wounded in the blast " * (size // 60),
        "numbers in a row": "12 " * (size // 3),
        "deep quotes": "“" * (size // 2) + "12 dead" + "”" * (size // 2),
        "brackets": "(12 people " * (size // 11),
        "right to left": "قتل 12 شخصا " * (size // 12),
        "combining marks": "12 peo\u0301ple ki\u0308lled " * (size // 19),
        "commas": "12 people, " * (size // 11) + "were killed",
        "times and places": "12 people were killed in Kabul last week, and 30 in Herat on Monday " * (size // 67),
        "words, no stop": "thousands of people in the city " * (size // 32),
    }


def growth() -> None:
    sizes = (10_000, 100_000, 1_000_000)
    print(f"\n{'hostile text':20}" + "".join(f"{size:>14,}" for size in sizes) + "   seconds; characters")
    for name in hostile(100):
        took = [seconds(whole, documents([hostile(size)[name]])) for size in sizes]
        print(f"{name:20}" + "".join(f"{one:14.3f}" for one in took))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", action="store_true", help="profile the whole extraction of dense copy instead")
    if parser.parse_args().profile:
        reports = documents(dict(texts())["dense"])
        cProfile.runctx("seconds(whole, reports)", globals(), {"reports": reports}, sort="tottime")
        return
    speeds()
    growth()


if __name__ == "__main__":
    main()
