//! `alignment.yaml` as written.

use schemars::JsonSchema;
use serde::Deserialize;

/// The file: thresholds of alignment. Shares are in thousandths.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAlignment {
    /// `check`: quotations of one bundle.
    pub bundle: BundleThresholds,
    /// `align`: quotations by the million.
    pub corpus: CorpusThresholds,
}

/// Thresholds for the quotations of one bundle.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BundleThresholds {
    /// Quotations with fewer content words pair only when one known speaker said both and the words stand whole in the other.
    pub min_content: u32,
    /// Most words of a phrase that is tested for being a stock phrase.
    pub stock_words: u32,
    /// Share of the shorter quotation's weight that must be found in the other one, in order.
    pub containment: u32,
    /// Content words that a partial overlap must hold.
    pub overlap_content: u32,
    /// Share of matched words inside a partial overlap.
    pub overlap_density: u32,
    /// Rarity that a partial overlap must add up to: a word that the articles have once each is 24, a grammar word 3.
    pub overlap_weight: u32,
    /// Share of the longer one's words from which two wordings that differ in grammar words only are laid word against word.
    pub same_frame: u32,
    /// Content words that reported speech must share with a direct quotation.
    pub indirect_content: u32,
    /// Share of the shorter one's weight, direct against reported speech.
    pub indirect_containment: u32,
    /// Share of matched words along the stretch that direct and reported speech have in common.
    pub indirect_density: u32,
    /// Rarity that the words shared with reported speech must add up to, where the shorter one does not stand whole in the other.
    pub indirect_weight: u32,
    /// The same as `indirect_containment`, where both speakers are known and differ.
    pub indirect_other_speaker: u32,
    /// Content words that another wording by the same speaker must share.
    pub rendered_content: u32,
    /// Their share of the shorter one's weight.
    pub rendered_share: u32,
    /// Words at one end that differ on both sides and still count as altered; more are spliced.
    pub altered_end: u32,
    /// Words of a gap that read as a passage left out.
    pub gap_words: u32,
    /// Bearers of a key up to which every pair is compared.
    pub bucket: u32,
    /// Leaders through which more bearers are compared.
    pub leaders: u32,
    /// Members up to which every pair of a cluster is laid side by side.
    pub pairwise: u32,
}

/// Thresholds for quotations by the million.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorpusThresholds {
    /// Quotations of fewer words are left alone.
    pub min_words: u32,
    /// Words to a shingle.
    pub shingle: u32,
    /// Words to a shingle from `many` distinct quotations on.
    pub shingle_many: u32,
    /// Distinct quotations from which `shingle_many` holds.
    pub many: u32,
    /// Longest quotation that is compared word by word.
    pub max_words: u32,
    /// Share of the shorter one's words that must be found in the longer one.
    pub containment: u32,
    /// The same, for short ones.
    pub containment_short: u32,
    /// Words below which a quotation is short.
    pub short_words: u32,
    /// Words of the shorter one that must be found and are no stock phrase.
    pub live_words: u32,
    /// Share of all words of the shorter one that makes up for stock phrases among them.
    pub whole: u32,
    /// Share of the shorter one's words that must be found where both go on differently at one end.
    pub parting: u32,
    /// Words found that make up for it.
    pub parting_words: u32,
    /// Words that are no stock phrase below which a quotation that has one is left alone.
    pub own_words: u32,
    /// Ratio of lengths from which two clusters are joined.
    pub ratio: u32,
    /// Share of the longer one's words that must be found besides.
    pub alike: u32,
    /// Bearers from which a shingle is tested for being a stock phrase.
    pub stock_bearers: u32,
    /// Bearers that are sampled for it.
    pub stock_sample: u32,
    /// Groups among them from which it may be stock.
    pub stock_leaders: u32,
    /// Share of the largest group below which it is stock.
    pub stock_share: u32,
    /// Share of one text among the quotations that bear a shingle from which it is that text's own, not stock.
    pub stock_owner: u32,
    /// Leaders that the members of a bucket are compared with.
    pub leaders: u32,
    /// Share of a cluster's sampled members that must contain a fragment.
    pub support: u32,
}
