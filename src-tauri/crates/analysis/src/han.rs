//! Words among characters that are written without spaces, by dictionary; traditional characters.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::sync::LazyLock;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The simplified form of a traditional character.
pub fn simplified(c: char) -> char {
    const FIRST: u32 = 0x4E00;
    static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
        let all = (FIRST..=0x9FFF).filter_map(char::from_u32);
        all.map(|c| fast2s::convert(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)).collect()
    });
    let at = (c as u32).checked_sub(FIRST);
    at.and_then(|at| SIMPLIFIED.get(at as usize)).copied().unwrap_or(c)
}

/// Words of meetings that the dictionary lacks, and cuts across: it takes 国大 for a word of 联合国大会.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "联合国", "安全理事会", "安理会", "大会", "理事会", "委员会", "执行局", "秘书长", "秘书处", "会员国", "成员国", "缔约国", "常驻代表",
    "观察员", "特别报告员", "工作组", "专家组", "主席", "副主席", "代表团", "决议草案", "决议", "议程", "会议", "声明", "宣言", "公约",
    "议定书", "宪章", "中国", "美国", "英国", "法国", "俄国", "德国", "韩国", "泰国", "各国", "外国", "我国", "本国", "国家", "国际", "国内",
    "发展中国家", "发达国家", "人民", "人民币", "中华人民共和国", "人权", "人类", "人员", "人口", "人道主义", "恐怖主义", "极端主义", "反恐",
    "恐怖分子", "外国恐怖主义战斗人员", "暴力", "信息", "通信技术", "信通技术", "互联网", "网络安全", "网络", "数据", "社交媒体", "社会",
    "可持续发展", "发展", "合作", "和平", "安全", "核武器", "核试验", "裁军", "不扩散", "民间社会", "私营部门", "言论自由", "隐私权", "法治",
    "立法", "执法", "司法", "检察官", "起诉", "制裁", "边界", "难民", "妇女", "儿童", "青年", "教育", "研究", "生命", "组织", "政府", "部长",
];

/// The words of two characters and more, in order, as characters from and to.
pub fn han_words(run: &str) -> Vec<(usize, usize)> {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(KNOWN);
        words.expect("the words are few and short")
    });
    let simple: String = run.chars().map(simplified).collect();
    let mut words = Vec::new();
    // What lies between known words is cut by the dictionary.
    let (mut at_byte, mut at) = (0, 0);
    for known in WORDS.find_iter(&simple) {
        let from = by_dictionary(&simple[at_byte..known.start()], at, &mut words);
        let to = from + simple[known.range()].chars().count();
        words.push((from, to));
        (at_byte, at) = (known.end(), to);
    }
    by_dictionary(&simple[at_byte..], at, &mut words);
    words
}

/// Adds the words of a run whose first character is the `first`; answers which comes behind it.
fn by_dictionary(run: &str, first: usize, words: &mut Vec<(usize, usize)>) -> usize {
    let (mut from_byte, mut from) = (0, first);
    if run.is_empty() {
        return first;
    }
    for to_byte in SEGMENTER.segment_str(run).skip(1) {
        let to = from + run[from_byte..to_byte].chars().count();
        if to - from > 1 {
            words.push((from, to));
        }
        (from_byte, from) = (to_byte, to);
    }
    from
}

#[cfg(test)]
mod tests {
    use super::han_words;

    #[test]
    fn a_word_is_known_among_its_neighbors() {
        let words = |text: &str| -> Vec<String> {
            let chars: Vec<char> = text.chars().collect();
            han_words(text).into_iter().map(|(from, to)| chars[from..to].iter().collect()).collect()
        };
        assert_eq!(words("中国人民解放军")[..2], ["中国", "人民"]);
        assert_eq!(words("联合国大会"), ["联合国", "大会"]);
        assert_eq!(words("安全理事会决议"), ["安全理事会", "决议"]);
        assert_eq!(words("聯合國的網絡安全"), ["聯合國", "網絡安全"]);
        assert_eq!(words("国"), [""; 0]);
        assert_eq!(words(""), [""; 0]);
    }
}
