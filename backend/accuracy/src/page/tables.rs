use std::fmt::Write as _;

use super::escaped;
use crate::report::Section;
use crate::row::Row;
use crate::table::{COLUMNS, cells};

/// A table with its title.
pub(super) fn section(section: &Section) -> String {
    let mut text = format!(
        "<section><h2>{}</h2><p class=\"quiet\">{}</p><table><thead><tr><th scope=\"col\">corpus</th>",
        escaped(section.title),
        escaped(section.note)
    );
    for title in COLUMNS {
        let _ = write!(text, "<th scope=\"col\">{title}</th>");
    }
    text.push_str("</tr></thead><tbody>");
    for row in &section.rows {
        line(&mut text, row);
    }
    text.push_str("</tbody></table>");
    if !section.worst.is_empty() {
        text.push_str("<details><summary>The worst readings</summary><ul>");
        for line in &section.worst {
            let _ = write!(text, "<li>{}</li>", escaped(line));
        }
        text.push_str("</ul></details>");
    }
    if !section.pictures.is_empty() {
        text.push_str("<div class=\"plots\">");
        for picture in &section.pictures {
            let data = base64_simd::STANDARD.encode_to_string(&picture.jpeg);
            let caption = escaped(&picture.caption);
            let _ = write!(
                text,
                "<figure><img alt=\"{caption}\" src=\"data:image/jpeg;base64,{data}\">\
                 <figcaption>{caption}</figcaption></figure>"
            );
        }
        text.push_str("</div>");
    }
    text.push_str("</section>");
    text
}

fn line(text: &mut String, row: &Row) {
    let class = match (row.broken().is_empty(), !row.is_part) {
        (false, _) => "fails",
        (true, true) => "whole",
        (true, false) => "part",
    };
    let _ = write!(
        text,
        "<tr class=\"{class}\"><td>{}</td>",
        escaped(row.corpus.trim())
    );
    for (title, cell) in COLUMNS.iter().zip(cells(row)) {
        let class = if cell == "–" { " class=\"none\"" } else { "" };
        let _ = write!(
            text,
            "<td data-title=\"{title}\"{class}>{}</td>",
            escaped(&cell)
        );
    }
    text.push_str("</tr>");
}
