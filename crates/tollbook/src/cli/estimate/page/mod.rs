//! The answer as one page: the figures with their intervals, who stands on which lists, and what
//! the figures would be if the unseen differed. No script, nothing from elsewhere.

mod plots;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::draws::{self, PooledLine};
use super::text::rounded;
use super::wire::{
    Answer, Line, PanelLine, PanelOrRefusal, PlanLine, Refused, RefusedMethod, StratumLine,
    TotalLine, VariantLine, WarningLine,
};
use plots::Bar;

/// The page of an answer.
pub fn page(answer: &Answer) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Estimate" }
                style { (PreEscaped(include_str!("style.css"))) (PreEscaped(tollbook_review::PANEL_STYLE)) }
            }
            body {
                h1 { "Estimate" }
                main.panel { (panels(answer)) }
            }
        }
    };
    page.into_string()
}

/// The panels of an answer, without the page round them: no style, and classes of [`tollbook_review::PANEL_STYLE`].
pub fn panels(answer: &Answer) -> Markup {
    match answer {
        Answer::One(line) => stratum(line),
        Answer::Pooled(pooled) => self::pooled(pooled),
        Answer::Strata {
            strata,
            pooled,
            total,
        } => html! {
            (sum(total))
            @if !pooled.is_empty() {
                p { "Put together for being thin: " (pooled.join(", ")) }
            }
            @for line in strata { (stratum(line)) }
        },
    }
}

fn stratum(line: &StratumLine) -> Markup {
    html! {
        section {
            h2 { (line.stratum.as_deref().unwrap_or("The whole table")) }
            @match &line.answer {
                PanelOrRefusal::Panel(panel) => (panel_section(panel)),
                PanelOrRefusal::Refused { refused, illustration } => {
                    (refusal(refused))
                    @if let Some(line) = illustration {
                        p { "As an illustration of the arithmetic only: " (interval(line)) ". " (line.assumption) }
                    }
                }
            }
        }
    }
}

fn panel_section(panel: &PanelLine) -> Markup {
    html! {
        p.lead { strong { (panel.observed) } " people stand on at least one list. What follows is " (panel.says) "." }
        h3 { "Figures" }
        (plots::intervals(panel.observed as f64, &panel.estimates.iter().map(Bar::of).collect::<Vec<_>>()))
        (agreement(panel))
        (figures(panel))
        (refused_methods(&panel.refused_methods))
        (notes(&panel.warnings))
        (taken_for_granted(&panel.assumptions))
        p { "The linkage is " (panel.linkage) "." }
        h3 { "Who stands on which lists" }
        (plots::upset(panel))
        h3 { "If the unseen were more or fewer" }
        p {
            "Each figure takes something for granted that no list can show. The curves multiply the odds of being on no list by "
            i { "e" sup { "s" } } "; at " i { "s" } " = 0 stand the figures above."
        }
        (plots::sensitivity(panel))
        (variants("Without one list", "list left out", &panel.without_list))
        (variants("With another prior", "change", &panel.other_priors))
        footer { (settled(panel.seed, panel.version, panel.plan.as_ref())) }
    }
}

/// What many tables say together.
fn pooled(pooled: &PooledLine) -> Markup {
    let of = pooled.draws_of.words();
    let [fewest, most] = pooled.observed;
    html! {
        p.lead {
            strong { (pooled.tables) } " tables, draws of " (of) ", with " (fewest) " to " (most)
            " people observed. What follows is " (pooled.says) "."
        }
        (pooled_figures(of, fewest as f64, pooled.bound, &pooled.estimates))
        (refused_methods(&pooled.refused_methods))
        (notes(&pooled.warnings))
        @for stratum in &pooled.strata {
            @let [fewest, most] = stratum.observed;
            section {
                h2 { (stratum.stratum) }
                p { strong { (fewest) " to " (most) } " people observed." }
                (pooled_figures(of, fewest as f64, stratum.bound, &stratum.estimates))
                (refused_methods(&stratum.refused_methods))
            }
        }
        @if !pooled.pooled_strata.is_empty() {
            p { "Put together for being thin: " (pooled.pooled_strata.join(", ")) }
        }
        (taken_for_granted(&pooled.assumptions))
        footer { (settled(pooled.seed, pooled.version, pooled.plan.as_ref())) }
    }
}

/// The figures of many tables, of all people or of a stratum, and where their variance comes from.
fn pooled_figures(
    of: &str,
    observed: f64,
    bound: Option<[f64; 3]>,
    lines: &[draws::Line],
) -> Markup {
    let bars: Vec<Bar> = lines.iter().map(Bar::of_pooled).collect();
    let strata = lines.iter().any(|line| line.unstratified.is_some());
    html! {
        h3 { "Figures" }
        @if !lines.is_empty() { (plots::intervals(observed, &bars)) }
        div.wide tabindex="0" role="region" aria-label="Pooled figures" { table {
            thead { tr {
                th { "method" } th.n { "figure" } th.n { "interval" }
                @if strata { th.n { "without strata" } }
                th.n { "variance from " (of) } th { "what must hold" }
            } }
            tbody {
                @if let Some([least, middle, most]) = bound {
                    tr {
                        td { "chao" br; small { "lower bound" } }
                        td.n { (rounded(middle)) }
                        td.n { (rounded(least)) " to " (rounded(most)) br; small { "over the tables" } }
                        @if strata { td.n { "–" } }
                        td.n { "–" }
                        td { "The least and the most of all tables; it may be much larger." }
                    }
                }
                @for line in lines {
                    tr {
                        td.name { (line.method.replace('_', " ")) }
                        td.n { (rounded(line.estimate)) }
                        td.n { (rounded(line.low)) " to " (rounded(line.high)) br; small { (percent(line.level)) } }
                        @if strata { td.n { (line.unstratified.map_or("none".to_owned(), rounded)) } }
                        td.n { (percent(line.share_between)) }
                        td { (line.assumption) }
                    }
                }
            }
        } }
        @if !lines.is_empty() {
            h3 { "How much of the variance comes from " (of) }
            (plots::shares(lines))
        }
    }
}

fn refused_methods(methods: &[RefusedMethod]) -> Markup {
    html! {
        @for method in methods {
            p.refused { strong { (method.method.replace('_', " ")) } ": " (told(&method.refused)) }
        }
    }
}

fn notes(warnings: &[WarningLine]) -> Markup {
    html! {
        @if !warnings.is_empty() {
            h3 { "To know before using a figure" }
            ul.notes {
                @for warning in warnings { li { (warning.reason) ". " small { "What would help: " (warning.cure) "." } } }
            }
        }
    }
}

fn taken_for_granted(assumptions: &[&str]) -> Markup {
    html! {
        h3 { "What every figure takes for granted" }
        ul { @for assumption in assumptions { li { (assumption) } } }
    }
}

fn agreement(panel: &PanelLine) -> Markup {
    html! {
        @if let Some([low, high]) = panel.agreement {
            p { "The intervals of all methods share " (rounded(low)) " to " (rounded(high)) "." }
        } @else if panel.estimates.iter().filter(|line| line.kind == "total").count() > 1 {
            p.refused { "No total lies in the intervals of all methods." }
        }
    }
}

fn figures(panel: &PanelLine) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label="Figures" { table {
            thead { tr { th { "method" } th.n { "figure" } th.n { "interval" } th { "what must hold" } } }
            tbody {
                @for line in &panel.estimates {
                    tr {
                        td.name { (line.method.replace('_', " ")) br; small { (line.kind.replace('_', " ")) } }
                        td.n { (rounded(line.estimate)) }
                        td.n { (rounded(line.low)) " to " (rounded(line.high)) br; small { (percent(line.level)) } }
                        td { (line.assumption) }
                    }
                }
            }
        } }
    }
}

fn variants(title: &str, change: &str, lines: &[VariantLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h3 { (title) }
            div.wide tabindex="0" role="region" aria-label=(title) { table {
                thead { tr { th { "method" } th { (change) } th.n { "figure" } } }
                tbody {
                    @for line in lines {
                        tr {
                            td.name { (line.method.replace('_', " ")) }
                            td { (line.change) }
                            td.n { (line.estimate.map_or("refused".to_owned(), rounded)) }
                        }
                    }
                }
            } }
        }
    }
}

fn sum(total: &TotalLine) -> Markup {
    html! {
        section {
            h2 { "All strata" }
            @match total {
                TotalLine::Refused { refused } => (refusal(refused)),
                TotalLine::Sums { estimates, not_summed } => {
                    p { "Added up draw by draw." }
                    div.wide tabindex="0" role="region" aria-label="Sums" { table {
                        thead { tr { th { "method" } th.n { "figure" } th.n { "interval" } th.n { "without strata" } } }
                        tbody {
                            @for line in estimates {
                                tr {
                                    td.name { (line.method.replace('_', " ")) }
                                    td.n { (rounded(line.estimate)) }
                                    td.n { (rounded(line.low)) " to " (rounded(line.high)) }
                                    td.n { (line.unstratified.map_or("none".to_owned(), rounded)) }
                                }
                            }
                        }
                    } }
                    @for missing in not_summed {
                        p.refused { strong { (missing.method.replace('_', " ")) } ": not added up, for it has no figure in stratum " (missing.stratum) }
                    }
                }
            }
        }
    }
}

fn refusal(refused: &Refused) -> Markup {
    html! { p.refused { strong { "No estimate" } ": " (told(refused)) } }
}

fn told(refused: &Refused) -> Markup {
    html! { (refused.reason) ". What would cure it: " (refused.cure) ". " small { (refused.code) } }
}

fn interval(line: &Line) -> String {
    let [figure, low, high] = [line.estimate, line.low, line.high].map(rounded);
    format!("{figure}, {low} to {high} at {}", percent(line.level))
}

fn percent(level: f64) -> String {
    format!("{:.0} %", level * 100.0)
}

fn settled(seed: u64, version: &str, plan: Option<&PlanLine>) -> Markup {
    html! {
        "Seed " (seed) ", version " (version) ". "
        @match plan {
            None => "No analysis plan was given: choices may have been made after seeing figures.",
            Some(plan) => (plan.told()),
        }
    }
}
