"""Xapian and SQLite's FTS5 on the pages and queries that our own index is measured with.

    python3 rivals.py PAGES.tsv QUERIES FOLDER [build|ask]

Prints a figure a line, parted by tabs, as `examples/bench.rs` of the search crate does. Both have what they offer for
this: Xapian its stemmers by language and cut Chinese, `snippet`; FTS5 `unicode61` and `snippet()`. Neither folds
Arabic or joins symbols, so they find less. Of each query the best of some rounds counts: what other programs on the
machine take does not.
"""

import os, shutil, sqlite3, sys, time

import xapian

ROUNDS = 4
STEMS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}


def pages(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            lang, title, speaker, body = line.rstrip("\n").split("\t")
            yield lang, title, speaker, body.replace("\u2028", "\n")


def queries(path):
    classes = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, query = line.rstrip("\n").split("\t")
            classes.setdefault(name, []).append(query)
    return classes


def say(engine, what, first, second=float("nan")):
    print(f"{engine}\t{what}\t{first:.3f}\t{second:.3f}", flush=True)


def measure(engine, classes, ask):
    for name, texts in classes.items():
        best = [float("inf")] * len(texts)
        for _ in range(ROUNDS):
            for number, text in enumerate(texts):
                start = time.perf_counter()
                if ask(name, text) is None:
                    break
                best[number] = min(best[number], (time.perf_counter() - start) * 1000)
        times = sorted(time for time in best if time != float("inf"))
        if times:
            say(engine, name, times[(len(times) - 1) // 2], times[int((len(times) - 1) * 0.95)])


def size(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def build_xapian(path, folder):
    shutil.rmtree(folder, ignore_errors=True)
    cpu = time.process_time()
    database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    n_pages, n_bytes = 0, 0
    for number, (lang, title, speaker, body) in enumerate(pages(path)):
        generator = xapian.TermGenerator()
        generator.set_flags(xapian.TermGenerator.FLAG_CJK_NGRAM)
        if lang in STEMS:
            generator.set_stemmer(xapian.Stem(STEMS[lang]))
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(title, 3)
        generator.increase_termpos()
        generator.index_text(body)
        generator.index_text(speaker, 1, "A")
        database.add_document(document)
        n_pages, n_bytes = n_pages + 1, n_bytes + len(body.encode())
    database.commit()
    database.close()
    say("xapian", "indexing, pages a CPU second", n_pages / (time.process_time() - cpu))
    say("xapian", "size, share of the text", size(folder) / n_bytes)


def ask_xapian(path, classes, folder):
    bodies = [body for *_, body in pages(path)]
    database = xapian.Database(folder)
    parser = xapian.QueryParser()
    parser.set_database(database)
    parser.set_default_op(xapian.Query.OP_AND)
    parser.set_stemmer(xapian.Stem("english"))
    parser.add_prefix("speaker", "A")
    flags = (parser.FLAG_PHRASE | parser.FLAG_LOVEHATE | parser.FLAG_BOOLEAN | parser.FLAG_WILDCARD | parser.FLAG_CJK_NGRAM)

    def ask(name, text):
        if name == "fuzzy":
            return None
        extra = parser.FLAG_PARTIAL if name.startswith("prefix") else 0
        enquire = xapian.Enquire(database)
        enquire.set_query(parser.parse_query(text.strip(), flags | extra))
        found = enquire.get_mset(0, 20)
        for match in found:
            found.snippet(bodies[match.docid - 1], 160)
        return found.size()

    measure("xapian", classes, ask)


def build_sqlite(path, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    cpu = time.process_time()
    database = sqlite3.connect(os.path.join(folder, "pages.sqlite"))
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE VIRTUAL TABLE pages USING fts5(title, body, speaker, prefix='1 2 3')")
    n_pages, n_bytes = 0, 0
    for _, title, speaker, body in pages(path):
        database.execute("INSERT INTO pages VALUES (?, ?, ?)", (title, body, speaker))
        n_pages, n_bytes = n_pages + 1, n_bytes + len(body.encode())
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    say("fts5", "indexing, pages a CPU second", n_pages / (time.process_time() - cpu))
    # The texts are kept in the same file.
    say("fts5", "size, share of the text", size(folder) / n_bytes - 1)
    database.close()


def ask_sqlite(classes, folder):
    database = sqlite3.connect(os.path.join(folder, "pages.sqlite"))
    sql = """SELECT snippet(pages, 1, '[', ']', '…', 24) FROM pages WHERE pages MATCH ?
             ORDER BY bm25(pages, 3, 1, 0.5) LIMIT 20"""

    def ask(name, text):
        if name == "fuzzy":
            return None
        quoted = text.strip()
        if name == "fielded":
            quoted = 'speaker:"' + quoted.split('"')[1] + '" ' + quoted.rsplit(" ", 1)[-1]
        elif name != "phrase":
            quoted = " ".join(f'"{word}"' for word in quoted.split())
        return len(database.execute(sql, (quoted + ("*" if name.startswith("prefix") else ""),)).fetchall())

    measure("fts5", classes, ask)


def main():
    path, asked, folder = sys.argv[1:4]
    step = sys.argv[4] if len(sys.argv) > 4 else ""
    xapian_folder, sqlite_folder = os.path.join(folder, "xapian"), os.path.join(folder, "fts5")
    if step != "ask":
        os.makedirs(folder, exist_ok=True)
        build_xapian(path, xapian_folder)
        build_sqlite(path, sqlite_folder)
    if step != "build":
        classes = queries(asked)
        ask_xapian(path, classes, xapian_folder)
        ask_sqlite(classes, sqlite_folder)


main()
