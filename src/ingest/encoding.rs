//! Bytes to text: byte-order mark, then what HTML declares, then UTF-8 where it is valid, then a guess.
//!
//! One step differs from the order of the WHATWG standard: bytes that are valid UTF-8 with non-ASCII characters are read as
//! UTF-8 even where the page declares something else. A page that is re-saved keeps its old declaration; text in another
//! encoding is hardly ever valid UTF-8 by chance.

use super::fault::Fault;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at for declarations and for signs that it is no text.
const HEAD: usize = 64 << 10;

/// How much of a file the guess of its encoding rests on.
const GUESS: usize = 1 << 20;

/// Decodes a file.
///
/// The second value says what was lost, if anything.
///
/// # Errors
///
/// [`Fault::NotText`] for bytes that are no text in any encoding.
pub(super) fn decode(mut bytes: Vec<u8>, html: bool) -> Result<(String, Option<String>), Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            bytes.drain(..mark);
            reject_binary(&bytes)?;
            return Ok(utf8(bytes));
        }
        let (text, lost) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok((text.into_owned(), lost.then(|| replaced(encoding))));
    }
    if let Some(encoding) = wide_without_mark(&bytes) {
        let (text, lost) = encoding.decode_without_bom_handling(&bytes);
        return Ok((text.into_owned(), lost.then(|| replaced(encoding))));
    }
    reject_binary(&bytes)?;
    let declared = if html { declared(&bytes) } else { None };
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if declared.is_none_or(|e| e == UTF_8 || !text.is_ascii()) => return Ok((text, None)),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if declared.is_none_or(|e| e == UTF_8) && mostly_utf8(&bytes) {
        return Ok(utf8(bytes));
    }
    let encoding = declared.filter(|e| *e != UTF_8).unwrap_or_else(|| guess(&bytes));
    let (text, lost) = encoding.decode_without_bom_handling(&bytes);
    Ok((text.into_owned(), lost.then(|| replaced(encoding))))
}

/// UTF-8 with invalid bytes replaced.
fn utf8(bytes: Vec<u8>) -> (String, Option<String>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let note = format!("bytes that are not UTF-8 were replaced, the first at byte {at}; save the file as UTF-8");
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(note))
        }
    }
}

fn replaced(encoding: &'static Encoding) -> String {
    format!("bytes that are not {} were replaced; save the file as UTF-8", encoding.name())
}

/// Whether there are more characters of two bytes and more than there are invalid bytes: a UTF-8 file with some damage.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > invalid
}

/// The encoding that fits best. A guess among legacy encodings: UTF-8 has been ruled out.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(HEAD);
    detector.feed(&bytes[from..bytes.len().min(from + GUESS)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// What `<meta charset=…>` or `<meta http-equiv=… content="…; charset=…">` declares. UTF-16 means UTF-8 there, as the standard says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'<', &head[from..]).map(|i| from + i) {
        from = at + 1;
        let rest = &head[from..];
        if !rest.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta")) {
            continue;
        }
        let tag = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
        let Some(value) = tag.windows(7).position(|w| w.eq_ignore_ascii_case(b"charset")) else { continue };
        let value = tag[value + 7..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let label = value.split(|b| matches!(b, b'"' | b'\'' | b';' | b' ' | b'/' | b'\t' | b'\n')).next()?;
        if let Some(encoding) = Encoding::for_label(label) {
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

/// UTF-16 of mostly Latin text without a mark: every other byte is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    if head.len() < 8 || bytes.len() % 2 == 1 {
        return None;
    }
    let pairs = head.len() / 2;
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd * 10 > pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        () if even * 10 > pairs * 7 && odd * 10 < pairs => Some(UTF_16BE),
        () => None,
    }
}

/// Known binary formats, and bytes of which too many are control characters.
fn reject_binary(bytes: &[u8]) -> Result<(), Fault> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "compressed with gzip"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "rich text"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Fault::NotText(what));
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = memchr::memchr_iter(0, head).count();
    let controls = head.iter().filter(|b| matches!(**b, 1..=8 | 14..=26 | 28..=31 | 127)).count();
    if zeros * 10 > head.len() || controls * 50 > head.len() {
        return Err(Fault::NotText("too many control characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let wide = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let cases: Vec<(&str, Vec<u8>, bool, &str)> = vec![
            ("plain", b"said \"yes\"".to_vec(), false, "said \"yes\""),
            ("utf-8", "café “yes”".into(), false, "café “yes”"),
            ("utf-8 mark", marked(b"\xef\xbb\xbf", "café".into()), false, "café"),
            ("utf-16le mark", marked(b"\xff\xfe", wide("“yes”", false)), false, "“yes”"),
            ("utf-16be mark", marked(b"\xfe\xff", wide("“yes”", true)), false, "“yes”"),
            ("utf-16le, no mark", wide("The mayor said so.", false), false, "The mayor said so."),
            ("utf-16be, no mark", wide("The mayor said so.", true), false, "The mayor said so."),
            (
                "windows-1252",
                b"The mayor said \x93yes\x94 \x96 and that\x92s it, caf\xe9.".to_vec(),
                false,
                "The mayor said “yes” – and that’s it, café.",
            ),
            ("declared", b"<meta charset=\"windows-1251\"><p>\xcf\xf0\xe8".to_vec(), true, "<meta charset=\"windows-1251\"><p>При"),
            (
                "declared in content",
                b"<META http-equiv='x' content='text/html; charset=shift_jis'>\x93\xfa".to_vec(),
                true,
                "<META http-equiv='x' content='text/html; charset=shift_jis'>日",
            ),
            ("declared wrongly", "<meta charset=latin1>“yes”".into(), true, "<meta charset=latin1>“yes”"),
            ("not HTML", "<meta charset=shift_jis>".into(), false, "<meta charset=shift_jis>"),
            ("zeros stay", b"a few\0zeros are kept".to_vec(), false, "a few\0zeros are kept"),
            ("line ends stay", b"one\r\ntwo\rthree".to_vec(), false, "one\r\ntwo\rthree"),
            ("decomposed stays", "cafe\u{301}".into(), false, "cafe\u{301}"),
        ];
        for (name, bytes, html, expected) in cases {
            let (text, note) = decode(bytes, html).unwrap();
            assert_eq!((text.as_str(), note), (expected, None), "{name}");
        }
    }

    #[test]
    fn damaged_utf8_is_said() {
        let (text, note) = decode("“yes” ".bytes().chain([0x92]).chain(" “no”".bytes()).collect(), false).unwrap();
        assert_eq!(text, "“yes” \u{fffd} “no”");
        assert!(note.unwrap().contains("byte 10"));
    }

    #[test]
    fn binary_is_refused() {
        let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [b"%PDF-1.7\n".to_vec(), b"PK\x03\x04abc".to_vec(), noise, vec![0; 100], vec![1, 2, 3]] {
            assert!(matches!(decode(bytes.clone(), false), Err(Fault::NotText(_))), "{:?}", &bytes[..3]);
        }
    }
}
