"""Draws the queries of each class from the pages themselves: python3 queries.py PAGES.tsv QUERIES."""

import collections, random, re, sys


def main():
    source, out = sys.argv[1:]
    rng = random.Random(11)
    counts, pairs, phrases = collections.Counter(), [], []
    with open(source, encoding="utf-8") as file:
        for number, line in enumerate(file):
            lang, _, _, body = line.rstrip("\n").split("\t")
            if number >= 20000:
                break
            words = re.findall(r"[^\W\d_]{3,}", body) if lang != "zh" else re.findall(r"[\u4e00-\u9fff]{2}", body)
            counts.update({word.lower() for word in words})
            if len(words) > 3 and number % 50 == 0:
                at = rng.randrange(len(words) - 1)
                pairs.append(" ".join(rng.sample([w.lower() for w in words], 2)))
                found = re.search(re.escape(words[at]) + r"\W{0,1}" + re.escape(words[at + 1]), body)
                if found and "\u2028" not in found[0] and '"' not in found[0]:
                    phrases.append(f'"{found[0].lower()}"')
    ranked = [word for word, _ in counts.most_common()]
    rare = [word for word, n in counts.items() if 2 <= n <= 4]
    long = [word for word in ranked[200:4000] if len(word) > 6]
    names = ["Lassina Zerbo", "María López", "Anne Dupont", "John Smith"]
    classes = {
        "common word": [word + " " for word in ranked[:40]],
        "rare word": [word + " " for word in rng.sample(rare, 60)],
        "two words": [pair + " " for pair in pairs[:60]],
        "phrase": [phrase + " " for phrase in phrases[:60]],
        **{f"prefix {n}": sorted({word[:n] for word in rng.sample(long, 80)})[:40] for n in (1, 2, 3)},
        "fielded": [f'speaker:"{names[n % 4]}" {word}' + " " for n, word in enumerate(rng.sample(ranked[:400], 40))],
        "fuzzy": ["~" + word[:3] + word[4:] + " " for word in rng.sample(long, 40)],
    }
    with open(out, "w", encoding="utf-8") as file:
        for name, queries in classes.items():
            file.writelines(f"{name}\t{query}\n" for query in queries)


main()
