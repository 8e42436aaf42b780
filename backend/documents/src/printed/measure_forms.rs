/// How a height in the wire's form, `070 IN` or `178 CM`, is printed.
pub(super) fn height_forms(text: &str) -> Vec<String> {
    let Some((count, unit)) = measure(text) else {
        return Vec::new();
    };
    if unit == "IN" {
        let (feet, inches) = (count / 12, count % 12);
        return vec![
            format!("{feet}'-{inches:02}\""),
            format!("{feet}'{inches:02}\""),
            format!("{feet}' {inches:02}\""),
            format!("{feet}'-{inches}\""),
            format!("{feet}'{inches}\""),
            format!("{feet}-{inches:02}"),
            format!("{feet}{inches:02}"),
            format!("{count} IN"),
            format!("{feet} FT {inches} IN"),
        ];
    }
    let (metres, rest) = (count / 100, count % 100);
    vec![
        format!("{count} CM"),
        format!("{count}CM"),
        format!("{count}"),
        format!("{metres}.{rest:02} M"),
        format!("{metres},{rest:02} M"),
        format!("{metres}.{rest:02}"),
        format!("{metres},{rest:02}"),
    ]
}

/// How a weight in the wire's form, `160 LB` or `073 KG`, is printed.
pub(super) fn weight_forms(text: &str) -> Vec<String> {
    let Some((count, unit)) = measure(text) else {
        return Vec::new();
    };
    let mut forms = vec![
        format!("{count} {unit}"),
        format!("{count}{unit}"),
        format!("{count}"),
    ];
    if unit == "LB" {
        forms.push(format!("{count} LBS"));
    }
    forms
}

/// The number and its unit.
fn measure(text: &str) -> Option<(u32, &str)> {
    let (count, unit) = text.split_once(' ')?;
    Some((count.parse().ok().filter(|count| *count < 1000)?, unit))
}
