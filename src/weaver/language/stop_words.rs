//! Words without a meaning of their own.

use std::collections::BTreeSet;

use crate::config::primary_language;
use crate::content::Lang;

/// The stop words of a language, in lower case; none for a language without a list.
pub fn stop_words(lang: &Lang) -> BTreeSet<&'static str> {
    match &*language_of(lang) {
        "cy" => WELSH.split_whitespace().collect(),
        language => stop_words::lookup(language).unwrap_or_default().iter().copied().collect(),
    }
}

/// The language (ISO 639-1) without its region.
pub fn language_of(lang: &Lang) -> String {
    primary_language(&lang.0).into_owned()
}

/// No public list has Welsh: its articles, pronouns, prepositions, conjunctions, particles and forms
/// of "to be", "to do", "to get", "to go" and "to come", mutated ones too.
const WELSH: &str = "
    yr ac nac neu ond os pan gan gyda gydag dan tan dros dros tros drwy trwy ger rhag rhwng heb hyd wrth
    iddi iddo iddyn iddynt imi inni ichi iti ati ato atom atoch atyn atynt arni arno arnom arnoch arnyn
    arnynt amdani amdano amdanom amdanoch amdanyn amdanynt ohoni ohono ohonom ohonoch ohonyn ohonynt ynddi
    ynddo ynddyn ynddynt ganddi ganddo gennyf gennym gennych ganddyn ganddynt wrthi wrtho wrthym wrthyn
    hon hwn hyn hynny honno hwnnw rhain rheini rheiny yma yno yna acw dyma dyna dacw
    mae maen mai oedd oeddwn oeddem oeddech oedden oeddent oes ydy ydyw ydw ydym ydych ydyn ydynt yw sydd
    bod fod bydd fydd byddai fyddai byddwn fyddwn byddwch fyddwch byddan bydden fuodd bues buom buont
    nad nid nis dim ddim nac nag mor mwy mwyaf llai lleiaf iawn rhy go wedi newydd eto byth erioed
    fel felly hefyd hwyrach efallai achos oherwydd gan er mwyn ers cyn wedyn ar ol nawr rwan bellach
    pwy beth pryd sut pam ble faint pa pob bob holl rhai arall eraill llawer ychydig digon gormod
    fi fy dy ei ein eich eu hi ni chi nhw hwy hwythau minnau tithau yntau hithau ninnau chithau
    gwneud wneud gwnaeth wnaeth gwna wneir cael gael caiff gaiff cafodd gafodd mynd fynd aeth dod ddod daeth
    gall all gallai allai gellir ellir rhaid un dau dwy tri tair pedwar pedair pump chwech
";
