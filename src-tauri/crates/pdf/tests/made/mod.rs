//! Tiny PDFs, made from a content stream and the objects that it needs.

/// A page 400 points wide and 300 high, whose `/F1` is Helvetica.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub fn page(content: &str) -> Vec<u8> {
    document(content, "", HELVETICA, "")
}

/// A page whose `/F1` is a font of two-byte codes, with this `ToUnicode` map: `<0001> <0041>` a line.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub fn page_with_codes(content: &str, to_unicode: &str) -> Vec<u8> {
    let n_codes = to_unicode.lines().count();
    let cmap = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n\
         1 begincodespacerange <0000> <ffff> endcodespacerange\n\
         {n_codes} beginbfchar\n{to_unicode}\nendbfchar endcmap end end"
    );
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /ToUnicode 7 0 R \
        /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500 \
        /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
        /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 >> >>] >>";
    document(content, "", font, &format!("7 0 obj\n{}\nendobj\n", stream(&cmap)))
}

pub const HELVETICA: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// `page_entries` go into the page's dictionary, `objects` are numbered from 7.
pub fn document(content: &str, page_entries: &str, font: &str, objects: &str) -> Vec<u8> {
    whole(&format!(
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Outlines 9 0 R /PageLabels 10 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> {page_entries} >>\nendobj\n\
         4 0 obj\n{}\nendobj\n\
         5 0 obj\n{font}\nendobj\n\
         6 0 obj\n<< /Title (Arms \\(trade\\)) /CreationDate (D:20160912103045+02'00') >>\nendobj\n\
         {objects}",
        stream(content)
    ))
}

pub fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Adds header, cross-reference table and trailer to objects.
fn whole(objects: &str) -> Vec<u8> {
    let mut pdf = format!("%PDF-1.7\n{objects}");
    let mut offsets: Vec<(u32, usize)> = Vec::new();
    for (offset, _) in pdf.match_indices(" 0 obj\n") {
        let from = pdf[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        offsets.push((pdf[from..offset].parse().expect("objects are numbered"), from));
    }
    offsets.sort_unstable();
    let xref = pdf.len();
    pdf.push_str("xref\n0 1\n0000000000 65535 f \n");
    for (number, offset) in &offsets {
        pdf.push_str(&format!("{number} 1\n{offset:010} 00000 n \n"));
    }
    let size = offsets.last().map_or(1, |(number, _)| number + 1);
    pdf.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{xref}\n%%EOF\n"));
    pdf.into_bytes()
}

/// An object that is a Type 1 font program (Adobe Type 1 Font Format, 2 and 7), whose glyphs are squares: `encoding` is
/// what it has by itself, as `dup 65 /A put`, and all of `names` have a glyph.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub fn type1_program(number: u32, encoding: &str, names: &[&str]) -> String {
    // Zero and 500 as side bearing and width, then a square of 100.
    const SQUARE: [u8; 15] = [139, 248, 136, 13, 139, 139, 21, 239, 6, 239, 7, 39, 6, 9, 14];
    let clear = format!(
        "%!PS-AdobeFont-1.0: Made\n11 dict begin\n/FontName /Made def\n/PaintType 0 def\n/FontType 1 def\n\
         /FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n\
         0 1 255 {{1 index exch /.notdef put}} for\n{encoding}\nreadonly def\n\
         /FontBBox {{0 0 1000 1000}} readonly def\ncurrentdict end\ncurrentfile eexec\n"
    );
    let mut private = b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n\
        /ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n\
        /password 5839 def\n/lenIV 4 def\n"
        .to_vec();
    private.extend(format!("2 index /CharStrings {} dict dup begin\n", names.len() + 1).bytes());
    for name in names.iter().chain(&[".notdef"]) {
        let charstring = encrypted(&SQUARE, 4_330);
        private.extend(format!("/{name} {} RD ", charstring.len()).bytes());
        private.extend(charstring);
        private.extend(b" ND\n");
    }
    private.extend(
        b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n",
    );
    let private = encrypted(&private, 55_665);
    let hex: String = clear.bytes().chain(private.iter().copied()).map(|byte| format!("{byte:02x}")).collect();
    format!(
        "{number} 0 obj\n<< /Length {} /Length1 {} /Length2 {} /Length3 0 /Filter /ASCIIHexDecode >>\n\
         stream\n{hex}>\nendstream\nendobj\n",
        hex.len() + 1,
        clear.len(),
        private.len()
    )
}

/// The cipher of Type 1 fonts, behind four bytes that mean nothing.
fn encrypted(plain: &[u8], key: u16) -> Vec<u8> {
    let mut state = key;
    let encrypt = |byte: &u8| {
        let cipher = byte ^ (state >> 8) as u8;
        state = u16::from(cipher).wrapping_add(state).wrapping_mul(52_845).wrapping_add(22_719);
        cipher
    };
    [0; 4].iter().chain(plain).map(encrypt).collect()
}
