//! Figures beside those of R, where it is installed: `glm` of R itself, and Rcapture where R has it.
//! Elsewhere the tests pass and say what they left out.

mod known;

use std::process::{Command, Stdio};

use known::{close, table};
use tollbook_estimate::Table;
use tollbook_estimate::loglinear::{Cells, Fit, all_models, default_order};

/// What R prints for a program; `None` where there is no R, or not the package.
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn r(test: &str, package: &str, program: &str) -> Option<Vec<f64>> {
    let run = |code: &str| {
        let mut command = Command::new("Rscript");
        command
            .args(["--vanilla", "-e", code])
            .stderr(Stdio::null());
        command
            .output()
            .ok()
            .filter(|output| output.status.success())
    };
    if run(&format!(
        "stopifnot(requireNamespace('{package}', quietly=TRUE))"
    ))
    .is_none()
    {
        eprintln!("left out: {test}, for lack of R with the package {package}");
        return None;
    }
    let printed = run(program).expect("the program runs in R").stdout;
    let words = String::from_utf8(printed).expect("text");
    Some(
        words
            .split_whitespace()
            .map(|w| w.parse().expect("a number"))
            .collect(),
    )
}

/// A vector of R with the counts of patterns 1 to 2^J - 1.
fn counts(table: &Table) -> String {
    let cells = Cells::of(table);
    let counts: Vec<String> = cells.counts()[1..].iter().map(f64::to_string).collect();
    format!("n <- c({})", counts.join(","))
}

fn fit(table: &Table, generators: &str) -> Fit {
    let cells = Cells::of(table);
    let models = all_models(&cells, default_order(cells.lists()));
    let wanted = |(model, _): &(tollbook_estimate::loglinear::Model, _)| model.name() == generators;
    let (_, fit) = models.into_iter().find(wanted).expect("the model");
    fit.expect("a fit")
}

/// The model with the smallest BIC on Kosovo 1999, by R's own Poisson regression.
#[test]
fn glm_gives_the_same_figures() {
    let kosovo = table("kosovo1999");
    let program = format!(
        "{}; x <- t(sapply(1:15, function(p) bitwAnd(bitwShiftR(p, 0:3), 1)));
         a <- x[,1]; b <- x[,2]; c <- x[,3]; d <- x[,4];
         f <- glm(n ~ a*b*c + a*d + c*d, family=poisson, control=glm.control(epsilon=1e-14));
         u <- exp(coef(f)[1]); v <- vcov(f)[1,1];
         cat(format(c(sum(n) + u, sqrt(u + u^2*v), deviance(f), AIC(f)), digits=15))",
        counts(&kosovo)
    );
    let Some(wanted) = r("glm_gives_the_same_figures", "stats", &program) else {
        return;
    };
    let fit = fit(&kosovo, "123+14+34");
    for (what, found, wanted, tolerance) in [
        ("total", fit.total, wanted[0], 1e-6),
        ("standard error", fit.standard_error, wanted[1], 1e-5),
        ("deviance", fit.deviance, wanted[2], 1e-6),
        ("AIC", fit.aic, wanted[3], 1e-6),
    ] {
        close(what, found, wanted, tolerance);
    }
}

/// The independence model of Rcapture on the table of hepatitis in five lists.
#[test]
fn rcapture_gives_the_same_figures() {
    let lists = table("madigan_york_5");
    let program = format!(
        "{}; x <- t(sapply(1:31, function(p) bitwAnd(bitwShiftR(p, 0:4), 1)));
         f <- Rcapture::closedp.t(cbind(x, n)[n > 0,], dfreq=TRUE)$results['Mt',];
         cat(format(f[c('abundance','stderr','deviance','AIC')], digits=15))",
        counts(&lists)
    );
    let Some(wanted) = r("rcapture_gives_the_same_figures", "Rcapture", &program) else {
        return;
    };
    let fit = fit(&lists, "1+2+3+4+5");
    close("total", fit.total, wanted[0], 1e-6);
    close("standard error", fit.standard_error, wanted[1], 1e-5);
}
