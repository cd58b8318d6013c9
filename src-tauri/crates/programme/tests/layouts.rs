//! Agendas as meetings of several kinds and languages write them: our own, with what is in them.

use programme::{Contribution, parse};

fn talks(text: &str) -> Vec<String> {
    let (programme, _) = parse(text.as_bytes(), None);
    let talk = |talk: &Contribution| {
        let time = |time: Option<jiff::civil::Time>| time.map_or("–".to_owned(), |t| t.strftime("%H:%M").to_string());
        let people: Vec<String> = talk
            .credits
            .iter()
            .map(|credit| {
                let home = credit.affiliation.as_ref().map(|home| format!(" [{home}]")).unwrap_or_default();
                format!("{}{home}", credit.name.as_deref().unwrap_or("–"))
            })
            .collect();
        let title = talk.title.as_deref().unwrap_or("–");
        format!("{}-{} {title} | {}", time(talk.start), time(talk.end), people.join("; "))
    };
    programme.contributions.iter().map(talk).collect()
}

#[test]
fn a_line_tells_its_speaker_and_title_apart() {
    for (line, expected) in [
        ("10.15–10.45 Петров И. И. (МГУ, Москва). Частотность форм", "Частотность форм | Петров И. И. [МГУ, Москва]"),
        (
            "10h15-10h45 : Étienne Charpentier (CNRS) et Nadia Haddad (Inria), « Décrire avec RiC »",
            "Décrire avec RiC | Étienne Charpentier [CNRS]; Nadia Haddad [Inria]",
        ),
        ("10:15 (30 min) Interop report - Aoife O'Brien", "Interop report | Aoife O'Brien"),
        (
            "10.15 a 10.45 horas Ouverture, Jean-Marc Lefèvre (Université de Lyon)",
            "Ouverture | Jean-Marc Lefèvre [Université de Lyon]",
        ),
        ("10:15-10:45 Measuring trees, Mr. Peter Mwangi, ICRAF", "Measuring trees | Peter Mwangi [ICRAF]"),
    ] {
        // A second line of the kind, for one alone does not tell how a page is written.
        let text = format!(
            "Meeting\n\n4 March 2019\n\n{line}\n11:15 (30 min) Other work - Jane Doe\n11:45 (5 min) More - John Roe\n"
        );
        assert_eq!(talks(&text).first().map(String::as_str), Some(&*format!("10:15-10:45 {expected}")), "{line}");
    }
}

#[test]
fn a_table_is_read_by_its_header_whatever_it_is_written_in() {
    let expected = ["09:20-10:00 数据基础 | 张伟 [清华大学]", "10:00-10:40 城市大脑 | 刘芳 [阿里云]"];
    let html = "<h1>论坛</h1><h2>2020年9月18日</h2><table><tr><th>时间</th><th>主题</th><th>演讲嘉宾</th><th>单位</th></tr>\
        <tr><td>09:20-10:00</td><td>数据基础</td><td>张伟</td><td>清华大学</td></tr>\
        <tr><td>10:00-10:40</td><td>城市大脑</td><td>刘芳</td><td>阿里云</td></tr>\
        <tr><td>10:40-11:00</td><td>茶歇</td><td></td><td></td></tr></table>";
    let markdown = "# 论坛\n\n## 2020年9月18日\n\n| 时间 | 主题 | 演讲嘉宾 | 单位 |\n|---|---|---|---|\n\
        | 09:20-10:00 | 数据基础 | 张伟 | 清华大学 |\n| 10:00-10:40 | 城市大脑 | 刘芳 | 阿里云 |\n";
    let rst = "论坛\n====\n\n2020年9月18日\n-------------\n\n.. list-table::\n   :header-rows: 1\n\n   * - 时间\n     - 主题\n     - 演讲嘉宾\n     - 单位\n\
        \x20  * - 09:20-10:00\n     - 数据基础\n     - 张伟\n     - 清华大学\n   * - 10:00-10:40\n     - 城市大脑\n     - 刘芳\n     - 阿里云\n";
    for text in [html, markdown, rst] {
        assert_eq!(talks(text), expected, "{text}");
    }
}

#[test]
fn restructured_text_has_tables_of_rules_and_references() {
    let text = "Days\n====\n\nSaturday, 6 May 2023\n--------------------\n\n\
        ============= ============================= ===============\n\
        Time          Talk                          Speaker\n\
        ============= ============================= ===============\n\
        10:00-10:45   Bootstrapping from 500 bytes  Ingvild Strand\n\
        13:00-13:45   `Garbage collectors`_         Dóra Szabó\n\
        ============= ============================= ===============\n\n\
        .. _Garbage collectors: slides/gc.pdf\n";
    assert_eq!(
        talks(text),
        ["10:00-10:45 Bootstrapping from 500 bytes | Ingvild Strand", "13:00-13:45 Garbage collectors | Dóra Szabó"]
    );
    assert_eq!(parse(text.as_bytes(), None).0.contributions[1].links, ["slides/gc.pdf"]);
}
