//! The answer for people.

use super::wire::{
    Answer, DetailLine, Line, ModelLine, PanelLine, PanelOrRefusal, Refused, StratumLine, TotalLine,
};

/// Rows of the table of overlaps that are printed.
const PATTERNS: usize = 12;

/// Models that are printed of all.
const MODELS: usize = 20;

/// The whole answer.
pub fn told(answer: &Answer) -> String {
    match answer {
        Answer::One(line) => stratum(line),
        Answer::Strata {
            strata,
            pooled,
            total,
        } => {
            let mut text: String = strata.iter().map(stratum).collect();
            if !pooled.is_empty() {
                text += &format!("Put together for being thin: {}\n", pooled.join(", "));
            }
            text + &sum(total)
        }
    }
}

fn sum(total: &TotalLine) -> String {
    match total {
        TotalLine::Refused { refused } => format!("All strata: {}", refusal(refused)),
        TotalLine::Sums { estimates } => {
            let mut text = "All strata, added up by draws:\n".to_owned();
            for line in estimates {
                let [figure, low, high] = [line.estimate, line.low, line.high].map(rounded);
                text += &format!("  {}: {figure}, {low} to {high}", line.method);
                if let Some(whole) = line.unstratified {
                    text += &format!("; without strata {}", rounded(whole));
                }
                text += "\n";
            }
            text
        }
    }
}

fn stratum(line: &StratumLine) -> String {
    let name = line
        .stratum
        .as_ref()
        .map_or(String::new(), |name| format!("{name}: "));
    match &line.answer {
        PanelOrRefusal::Refused {
            refused,
            illustration,
        } => {
            let shown = illustration.as_ref().map_or(String::new(), |line| {
                format!(
                    "  As an illustration of the arithmetic only:\n{}",
                    figure(line)
                )
            });
            format!("{name}{}{shown}", refusal(refused))
        }
        PanelOrRefusal::Panel(panel) => name + &told_panel(panel),
    }
}

fn refusal(refused: &Refused) -> String {
    format!(
        "no estimate ({}): {}; {}\n",
        refused.code, refused.reason, refused.cure
    )
}

fn told_panel(panel: &PanelLine) -> String {
    let mut text = format!("{} observed; {}:\n", panel.observed, panel.says);
    text += &panel.estimates.iter().map(figure).collect::<String>();
    for method in &panel.refused_methods {
        text += &format!("  {}: {}", method.method, refusal(&method.refused));
    }
    for warning in &panel.warnings {
        text += &format!("  Note: {warning}\n");
    }
    text += &overlaps(panel);
    if let Some(models) = &panel.models {
        text += &format!("  {} models, by BIC:\n", models.len());
        text += &models.iter().take(MODELS).map(model).collect::<String>();
    }
    text += &format!("  Seed {}, version {}.", panel.seed, panel.version);
    if let Some(plan) = &panel.plan {
        text += &match plan.kept {
            true => format!(" Kept to the plan {}.", plan.sha256),
            false => format!(
                " DEPARTS from the plan {}: {}.",
                plan.sha256,
                plan.departures.join(", ")
            ),
        };
    }
    text + "\n"
}

fn figure(line: &Line) -> String {
    let [estimate, low, high] = [line.estimate, line.low, line.high].map(rounded);
    let model = match &line.detail {
        DetailLine::Model {
            fit: ModelLine::Fitted { model, .. },
            ..
        } => format!(", model {model}"),
        _ => String::new(),
    };
    format!(
        "  {} ({}{model}): {estimate}, {low} to {high} at {:.0} %. {}\n",
        line.method,
        line.kind.replace('_', " "),
        line.level * 100.0,
        line.assumption
    )
}

/// The rows of the UpSet table: the patterns by size, a dot for each list that they are on.
fn overlaps(panel: &PanelLine) -> String {
    let lists: Vec<String> = panel
        .lists
        .iter()
        .map(|list| format!("{} {}", list.name, list.people))
        .collect();
    let mut text = format!("  Lists: {}\n", lists.join(", "));
    for pattern in panel.patterns.iter().take(PATTERNS) {
        let dots: Vec<&str> = panel
            .lists
            .iter()
            .map(|list| {
                if pattern.lists.contains(&list.name) {
                    "●"
                } else {
                    "·"
                }
            })
            .collect();
        let names = pattern.lists.join(" and ");
        text += &format!("  {} {:>8}  {names}\n", dots.join(" "), pattern.people);
    }
    let left = panel.patterns.iter().skip(PATTERNS);
    let (rows, people) = left.fold((0, 0), |(rows, people), p| (rows + 1, people + p.people));
    if rows > 0 {
        text += &format!("  and {rows} more patterns with {people} people\n");
    }
    text
}

fn model(line: &ModelLine) -> String {
    match line {
        ModelLine::Fitted {
            model,
            total,
            aic,
            bic,
            ..
        } => format!(
            "    {model}: {}, AIC {aic:.1}, BIC {bic:.1}\n",
            rounded(*total)
        ),
        ModelLine::Unfit { model, unfit } => format!("    {model}: {}\n", unfit.replace('_', " ")),
    }
}

/// Three significant digits: more would claim what no estimate of this kind knows.
fn rounded(value: f64) -> String {
    if !value.is_finite() || value.abs() < 1000.0 {
        return format!("{value:.0}");
    }
    let unit = f64::powf(10.0, value.abs().log10().floor() - 2.0);
    let whole = format!("{:.0}", (value / unit).round() * unit);
    let digits = whole.len();
    let mut text = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (digits - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_to_three_digits() {
        let cases = [
            (10_356.5, "10,400"),
            (999.6, "1000"),
            (183.2, "183"),
            (1_234_567.0, "1,230,000"),
        ];
        for (value, wanted) in cases {
            assert_eq!(rounded(value), wanted);
        }
    }
}
