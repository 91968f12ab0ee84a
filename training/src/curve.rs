//! How sure a score is: shares of right answers by score, made to rise (isotonic regression by pooling adjacent violators).
//!
//! Source: Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002.

use wic_verify::rules::{Curve, KNOTS};

/// The curve of answers that were not learned from: score, and whether right.
pub(crate) fn fit(mut answers: Vec<(i32, bool)>) -> Curve {
    answers.sort_unstable();
    // First score, right ones, all.
    let mut pools: Vec<(i32, usize, usize)> = Vec::new();
    for k in 0..KNOTS {
        let bin = &answers[answers.len() * k / KNOTS..answers.len() * (k + 1) / KNOTS];
        let Some(first) = bin.first() else { continue };
        let right = bin.iter().filter(|(_, right)| *right).count();
        match pools.last_mut() {
            Some(last) if last.0 == first.0 => *last = (last.0, last.1 + right, last.2 + bin.len()),
            _ => pools.push((first.0, right, bin.len())),
        }
        while let [.., before, last] = pools[..]
            && before.1 * last.2 >= last.1 * before.2
        {
            pools.pop();
            let end = pools.len() - 1;
            pools[end] = (before.0, before.1 + last.1, before.2 + last.2);
        }
    }
    let certainty = |(_, right, all): &(i32, usize, usize)| ((right * 1000 + 500) / (all + 1)) as u16;
    let top = pools.last().map_or(500, certainty);
    let mut knots = [(i32::MAX, top); KNOTS];
    for (knot, pool) in knots.iter_mut().zip(&pools) {
        *knot = (pool.0, certainty(pool));
    }
    Curve(knots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_rise_with_the_score() {
        let answers: Vec<(i32, bool)> = (0..1000).map(|k| (k, k % 10 < k / 100)).collect();
        let curve = fit(answers);
        assert!(curve.at(-5) < 100 && curve.at(950) > 800, "{curve:?}");
        assert!((400..600).contains(&curve.at(500)), "{curve:?}");
        assert!((0..1000).collect::<Vec<_>>().windows(2).all(|w| curve.at(w[0]) <= curve.at(w[1])));
    }

    #[test]
    fn few_answers_give_a_curve_too() {
        assert_eq!(fit(Vec::new()).at(7), 500);
        assert!(fit(vec![(3, true)]).at(7) > 500);
    }
}
