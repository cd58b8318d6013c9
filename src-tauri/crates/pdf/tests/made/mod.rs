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
