//! Decodes pictures and says how long it took: `decode_picture FILE…`.
#![expect(clippy::print_stdout, reason = "an example prints its findings")]

use std::time::Instant;

use credence_vision::{decode, sniff};

fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        let file = std::fs::read(&path)?;
        let start = Instant::now();
        let outcome = decode(&file);
        let (name, time) = (path.display(), start.elapsed());
        let media_type = sniff(&file).map_or("unknown", credence_vision::MediaType::as_str);
        match outcome {
            Ok(picture) => println!("{name}: {media_type} {picture:?} in {time:?}"),
            Err(error) => println!("{name}: {media_type}: {error}"),
        }
    }
    Ok(())
}
