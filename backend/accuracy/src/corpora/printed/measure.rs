use credence_testkit::corpus::PrintHardness;

use super::{drawn, real};
use crate::error::AccuracyError;
use crate::plan::Plan;
use crate::report::Section;

/// Drawn and real printed zones.
pub(crate) fn measure(plan: &Plan, left_out: &mut Vec<String>) -> Result<Section, AccuracyError> {
    let mut rows = Vec::new();
    let mut worst = Vec::new();
    for hardness in [PrintHardness::Clean, PrintHardness::Degraded] {
        let (of_hardness, lines) = drawn::measure(plan, hardness)?;
        rows.extend(of_hardness);
        worst.extend(lines);
    }
    match &plan.data {
        Some(data) => {
            let (of_real, lines) = real::measure(data)?;
            rows.extend(of_real);
            worst.extend(lines);
        }
        None => left_out.push("real printed zones: ../shared/data is not there".to_owned()),
    }
    Ok(Section {
        title: "Printed text",
        note: "error: characters of every field to change, insert or leave out, found by place, of \
               those printed; exact: name, birth date, number and expiry as the layout tells them; \
               real pictures: what the zone says is found among the print or laid out",
        rows,
        worst,
        pictures: Vec::new(),
    })
}
