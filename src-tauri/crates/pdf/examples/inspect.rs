//! Prints what PDFs say of themselves: `inspect FILE...`.

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let (inspection, problems) = match pdf::inspect(&std::fs::read(&file)?, None) {
            Ok(inspected) => inspected,
            Err(error) => {
                println!("{file}: {error}");
                continue;
            }
        };
        println!("{file}: {} pages, {problems:?}", inspection.n_pages);
        println!("  {:?}", inspection.metadata);
        println!("  labels {:?}", inspection.labels.iter().flatten().take(12).collect::<Vec<_>>());
        for item in &inspection.outline {
            let page = item.page.map_or("?".to_owned(), |page| page.number().to_string());
            println!("  {:indent$}{} → {page}", "", item.title, indent = item.depth as usize * 2);
        }
        for annotation in &inspection.annotations {
            println!("  {annotation:?}");
        }
    }
    Ok(())
}
