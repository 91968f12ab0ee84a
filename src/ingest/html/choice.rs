//! Which text nodes of a page belong to the article.
//!
//! Paragraphs give points to the elements around them by length and commas, links take them away; the element with most points is
//! the article, together with siblings that have a fair share of them. A page that marks its body (`itemprop="articleBody"`) is believed.
//! Source: the scoring of Arc90's and Mozilla's Readability; text and link density after Kohlschütter, Fankhauser, Nejdl (WSDM 2010).
//!
//! Points are whole numbers (thousandths), so that the choice is the same everywhere. Cost: linear in elements and nodes.

use super::hints::Hints;
use super::page::Page;
use super::tag::Tag;

/// Fewer characters of text than this in a block are no paragraph.
const PARAGRAPH: u32 = 25;

/// A marked body with fewer characters than this is not believed.
const MARKED_BODY: u32 = 250;

/// An article with fewer characters than this is no article: then everything that is no frame is read.
const ARTICLE: u32 = 140;

/// What was measured of an element and everything inside it.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    /// Characters that are no white space.
    text: u32,
    /// Those inside links.
    links: u32,
    /// Characters in paragraphs, outside links.
    prose: u32,
    /// Characters directly inside this block.
    own: u32,
    /// Commas directly inside this block.
    commas: u32,
    /// Points, in thousandths.
    points: i64,
}

/// For each element, whether its text is read.
pub(super) fn elements(page: &Page, main_content: bool) -> Vec<bool> {
    let shown = vec![true; page.elements.len()];
    if !main_content {
        return shown;
    }
    let mut measures = measure(page);
    let around = around(page, &measures);
    score(page, &mut measures, &around);
    let inside = |roots: &[usize]| kept(page, &measures, &around, roots);
    let article = roots(page, &measures, &around)
        .map(|roots| inside(&with_headline(page, &measures, &around, roots)))
        .filter(|kept| length(page, kept) >= ARTICLE);
    let everything = || Some(inside(&[0])).filter(|kept| length(page, kept) > 0);
    article.or_else(everything).unwrap_or(shown)
}

/// Characters of text that would be kept.
fn length(page: &Page, kept: &[bool]) -> u32 {
    let mut length = 0_u32;
    for node in page.nodes.iter().filter(|node| kept[node.element as usize]) {
        length = length.saturating_add(letters(page.text(node).0));
    }
    length
}

fn letters(text: &str) -> u32 {
    u32::try_from(text.chars().filter(|c| !c.is_whitespace()).count()).unwrap_or(u32::MAX)
}

fn parent(page: &Page, element: usize) -> usize {
    page.elements[element].parent as usize
}

/// The block that an element stands in, or is. Precomputed, as look-ups would cost the depth of inline elements.
fn blocks(page: &Page) -> Vec<usize> {
    let mut blocks = vec![0; page.elements.len()];
    for at in 1..page.elements.len() {
        blocks[at] = if page.elements[at].tag.is_block() { at } else { blocks[parent(page, at)] };
    }
    blocks
}

fn measure(page: &Page) -> Vec<Measure> {
    let mut measures = vec![Measure::default(); page.elements.len()];
    let blocks = blocks(page);
    for node in &page.nodes {
        let (text, ..) = page.text(node);
        let count = letters(text);
        let at = node.element as usize;
        let link = page.elements[at].hints.has(Hints::LINK);
        measures[at].text += count;
        measures[at].links += if link { count } else { 0 };
        let block = &mut measures[blocks[at]];
        if !link {
            block.own += count;
            block.commas += u32::try_from(text.matches([',', '，', '、']).count()).unwrap_or(0);
        }
    }
    for measure in &mut measures {
        measure.prose = if measure.own >= PARAGRAPH { measure.own } else { 0 };
    }
    for at in (1..measures.len()).rev() {
        let Measure { text, links, prose, .. } = measures[at];
        let above = &mut measures[parent(page, at)];
        above.text = above.text.saturating_add(text);
        above.links = above.links.saturating_add(links);
        above.prose = above.prose.saturating_add(prose);
    }
    measures
}

/// For each element, whether it is part of the frame around the article.
///
/// Names alone do not decide: an element that holds most of the prose of the page is no frame, whatever it is called. Readers' comments are one all the same.
fn around(page: &Page, measures: &[Measure]) -> Vec<bool> {
    let total = measures[0].prose;
    let mut around = vec![false; page.elements.len()];
    for at in 1..page.elements.len() {
        let (element, measure) = (page.elements[at], measures[at]);
        let most = measure.prose > total / 2;
        let named = (element.hints.has(Hints::AROUND) || element.tag == Tag::Form) && !most
            || element.hints.has(Hints::COMMENTS) && !element.hints.has(Hints::ARTICLE) && measure.prose < total / 10 * 9
            || element.hints.has(Hints::CONTROL);
        around[at] = named || around[parent(page, at)];
    }
    around
}

/// Lets paragraphs give points to the five blocks above them.
fn score(page: &Page, measures: &mut [Measure], around: &[bool]) {
    for at in 1..measures.len() {
        let Measure { own, commas, .. } = measures[at];
        if own < PARAGRAPH
            || around[at]
            || !page.elements[at].tag.is_block()
            || matches!(page.elements[at].tag, Tag::Headline | Tag::Heading)
        {
            continue;
        }
        let points = 1000 + 1000 * i64::from(commas) + (i64::from(own) * 10).min(3000);
        let mut above = if page.elements[at].tag == Tag::P { parent(page, at) } else { at };
        let mut level = 0;
        while level < 5 {
            if page.elements[above].tag.is_block() {
                measures[above].points += points / [1, 2, 6, 9, 12][level];
                level += 1;
            }
            if above == 0 {
                break;
            }
            above = parent(page, above);
        }
    }
    for (element, measure) in page.elements.iter().zip(measures).filter(|(_, m)| m.points > 0) {
        let named = if element.hints.has(Hints::ARTICLE) { 25_000 } else { 0 }
            + match element.tag {
                Tag::Article | Tag::Main => 10_000,
                Tag::Div => 5000,
                Tag::Pre | Tag::Cell | Tag::Quote => 3000,
                Tag::List | Tag::Li | Tag::Term | Tag::Form => -3000,
                _ => 0,
            };
        let density = i64::from(measure.links) * 1000 / i64::from(measure.text.max(1));
        measure.points = (measure.points + named) * (1000 - density) / 1000;
    }
}

/// The elements that make up the article, if any stands out.
fn roots(page: &Page, measures: &[Measure], around: &[bool]) -> Option<Vec<usize>> {
    let best = |candidates: &mut dyn Iterator<Item = usize>, key: &dyn Fn(usize) -> i64| {
        candidates.filter(|at| !around[*at]).fold(None, |best: Option<usize>, at| match best {
            Some(b) if key(b) >= key(at) => Some(b),
            _ => Some(at),
        })
    };
    let marked = |at: &usize| page.elements[*at].hints.has(Hints::BODY) && measures[*at].prose >= MARKED_BODY;
    if best(&mut (1..measures.len()).filter(marked), &|at| i64::from(measures[at].prose)).is_some() {
        // A body may be given in several parts.
        return Some((1..measures.len()).filter(marked).filter(|at| !around[*at]).collect());
    }
    let top = best(&mut (0..measures.len()).filter(|at| measures[*at].points > 0), &|at| measures[at].points)?;
    let total: u32 = (1..measures.len()).filter(|at| !around[*at] && measures[*at].own >= PARAGRAPH).map(|at| measures[at].own).sum();
    let mut top = top;
    // An article cut into several parts: go up as long as less than two fifths of the prose are inside.
    while top != 0 && measures[top].prose < total / 5 * 2 {
        top = parent(page, top);
    }
    Some(with_siblings(page, measures, around, top))
}

/// The headline often stands above the element that holds the paragraphs.
fn with_headline(page: &Page, measures: &[Measure], around: &[bool], mut roots: Vec<usize>) -> Vec<usize> {
    let first = roots.first().copied().unwrap_or(0);
    let headline = |at: &usize| page.elements[*at].tag == Tag::Headline && !around[*at] && !mostly_links(page, measures, *at);
    // The last one before the text: the first may be the name of the site.
    if let Some(at) = (1..first).rev().find(headline) {
        roots.insert(0, at);
    }
    roots
}

fn with_siblings(page: &Page, measures: &[Measure], around: &[bool], top: usize) -> Vec<usize> {
    if top == 0 {
        return vec![0];
    }
    let enough = (measures[top].points / 5).max(10_000);
    (1..measures.len())
        .filter(|&at| parent(page, at) == parent(page, top))
        .filter(|&at| {
            let Measure { points, own, links, text, .. } = measures[at];
            let paragraph = page.elements[at].tag == Tag::P && own > 80 && links * 4 < text;
            at == top || !around[at] && (points >= enough || paragraph)
        })
        .collect()
}

/// For each element, whether it stands in one of the roots and in no frame or block of links inside it.
fn kept(page: &Page, measures: &[Measure], around: &[bool], roots: &[usize]) -> Vec<bool> {
    let mut kept = vec![false; page.elements.len()];
    let mut roots = roots.iter().peekable();
    for at in 0..kept.len() {
        let root = roots.next_if(|r| **r == at).is_some();
        let above = at != 0 && kept[parent(page, at)];
        kept[at] = root || above && !around[at] && !mostly_links(page, measures, at);
    }
    kept
}

/// Whether a block is a list of links, or a paragraph that only leads to another article.
fn mostly_links(page: &Page, measures: &[Measure], at: usize) -> bool {
    let Measure { text, links, .. } = measures[at];
    match page.elements[at].tag {
        Tag::P | Tag::Headline | Tag::Heading | Tag::Li => links > 0 && links >= text / 10 * 9,
        Tag::List | Tag::Table => links > text / 2,
        tag => tag.is_block() && links > text / 10 * 7,
    }
}
