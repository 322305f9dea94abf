//! Looks up code addresses with the addr2line crate: `lookups [--raw] MODULE`, addresses in hexadecimal on standard input.
//! Of each it prints the frames, function and place; --raw leaves names mangled.

use std::io::{self, BufRead, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let raw = args.first().is_some_and(|a| a == "--raw");
    if raw {
        args.remove(0);
    }
    let module = addr2line::Loader::new(&args[0]).map_err(|e| e.to_string())?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let address = u64::from_str_radix(line.trim().trim_start_matches("0x"), 16)?;
        let mut frames = module.find_frames(address).map_err(|e| e.to_string())?;
        while let Some(frame) = frames.next().map_err(|e| e.to_string())? {
            match &frame.function {
                Some(f) if raw => writeln!(out, "{}", f.raw_name()?)?,
                Some(f) => writeln!(out, "{}", f.demangle()?)?,
                None => writeln!(out, "??")?,
            }
            match frame.location {
                Some(l) => writeln!(out, "{}:{}:{}", l.file.unwrap_or("??"), l.line.unwrap_or(0), l.column.unwrap_or(0))?,
                None => writeln!(out, "??:0:0")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
