//! As written → as used: every default filled in, every value checked, all problems at once.

use std::sync::Arc;

use super::LanguageFolders;
use super::at::At;
use super::parse::parse;
use super::raw::{
    RawAudiences, RawConfig, RawHarvest, RawMarkdown, RawNewsletter, RawSearch, RawSocial, RawTheme, RawWeave,
};
use super::report::Report;
use super::{
    BaseUrl, Config, FieldNames, MarkdownOptions, Newsletter, RawHtml, ThemeChoice, policy, values, vocabulary,
};
use crate::diagnostics::Diagnostic;

/// What the command line says over the file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub base_url: Option<String>,
}

/// The configuration in `text`, and everything that is wrong with it. `file` is `copsite.toml`.
///
/// There is no configuration where the text is not TOML. With other errors there is one, so that
/// the rooms after this one can find their own problems in the same run; nothing is built from it.
pub fn resolve(file: &Arc<str>, text: &str, overrides: &Overrides) -> (Option<Config>, Vec<Diagnostic>) {
    let (raw, problems) = parse::<RawConfig>(file, text);
    let mut report = Report::with(file, problems);
    let config = raw.map(|raw| assemble(raw, overrides, &mut report));
    (config, report.problems())
}

fn assemble(raw: RawConfig, overrides: &Overrides, report: &mut Report) -> Config {
    let RawConfig {
        title,
        base_url,
        language,
        languages,
        timezone,
        summary,
        licence,
        edit_url,
        history_url,
        new_url,
        git_dates,
        contact,
        header_pages,
        footer_pages,
        theme,
        vocabulary: vocabularies,
        fields,
        kinds,
        relations,
        checks,
        markdown,
        audiences: RawAudiences { order },
        harvest: RawHarvest { year_starts },
        newsletter,
        weave: RawWeave { not_expected },
        search: RawSearch { enabled },
        social: RawSocial { cards },
        policy: sources,
    } = raw;
    let written = written_base_url(base_url, report);
    let site_language = values::language(language, report);
    Config {
        file: report.name().clone(),
        title: values::title(title, report),
        base_url: published_at(&written, overrides, report),
        languages: LanguageFolders::new(&site_language, values::languages(languages, report)),
        language: site_language,
        timezone: values::timezone(timezone, report),
        summary,
        licence,
        edit_url: values::file_link(edit_url, "edit_url", report),
        history_url: values::file_link(history_url, "history_url", report),
        new_url: values::file_link(new_url, "new_url", report),
        git_dates: git_dates.filter(|wanted| *wanted.value()).map(|wanted| wanted.range()),
        contact: values::contact(contact, report),
        header_pages: header_pages.map(|names| page_names(names, &written)),
        footer_pages: footer_pages.map(|names| page_names(names, &written)),
        written_base_url: written,
        theme: theme_choice(theme, report),
        vocabulary: vocabulary::vocabulary(vocabularies, report),
        fields: FieldNames::new(&fields, &kinds),
        fields_written: fields,
        kinds,
        relations,
        checks: values::checks(checks, report),
        markdown: markdown_options(markdown),
        audiences: values::audiences(order, report),
        keeps_harvest: year_starts.is_some(),
        harvest_year_starts: values::year_starts(year_starts, report),
        newsletter: newsletter_of(newsletter, report),
        not_expected: values::not_expected(not_expected, report),
        search: enabled.unwrap_or(true),
        social_cards: cards.unwrap_or(false),
        policy: policy::policy(sources, report),
    }
}

/// Names of pages as lists of the header and the foot are compared: also addresses that somebody copied, `/network/stories/`.
fn page_names(names: Vec<At<String>>, base_url: &BaseUrl) -> Vec<At<String>> {
    let prefix = base_url.written_prefix();
    let bare = |name: String| name.strip_prefix(&*prefix).unwrap_or(&name).trim_matches('/').to_owned();
    names.into_iter().map(|name| name.map(bare)).collect()
}

const BASE_URL_HELP: &str = "for example `https://example.org/network/`, or `/network/`";

fn written_base_url(raw: Option<At<String>>, report: &mut Report) -> BaseUrl {
    let Some(written) = raw else { return BaseUrl::default() };
    BaseUrl::parse(written.value()).unwrap_or_else(|reason| {
        let message = format!("`base_url` cannot be `{}`: {reason}", written.value());
        report.at(&written, message).help = Some(BASE_URL_HELP.to_string());
        BaseUrl::default()
    })
}

/// The command line wins, but a wrong value in the file is reported all the same.
fn published_at(written: &BaseUrl, overrides: &Overrides, report: &mut Report) -> BaseUrl {
    let Some(text) = &overrides.base_url else { return written.clone() };
    BaseUrl::parse(text).unwrap_or_else(|reason| {
        let message = format!("`--base-url` cannot be `{text}`: {reason}");
        report.nowhere(message).help = Some(BASE_URL_HELP.to_string());
        written.clone()
    })
}

fn theme_choice(raw: RawTheme, report: &mut Report) -> ThemeChoice {
    let RawTheme { name, tokens, options, fonts } = raw;
    ThemeChoice { name: values::theme_name(name.as_ref(), report), tokens, options, fonts }
}

fn newsletter_of(raw: RawNewsletter, report: &mut Report) -> Newsletter {
    let RawNewsletter { from, why, address, unsubscribe } = raw;
    Newsletter {
        from: values::mail_address(from, report),
        why,
        address,
        unsubscribe: values::contact(unsubscribe, report),
    }
}

fn markdown_options(raw: RawMarkdown) -> MarkdownOptions {
    let RawMarkdown { raw_html, smart_punctuation, tags } = raw;
    MarkdownOptions {
        raw_html: raw_html.unwrap_or(RawHtml::Sanitise),
        smart_punctuation: smart_punctuation.unwrap_or(true),
        tags: tags.unwrap_or(false),
    }
}
