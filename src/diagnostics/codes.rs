//! The stable names of all problems, with what each means and how severe it is by default.
//!
//! A code never changes its meaning once released: sites name them in `[checks]`.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal)*) => {
        /// A stable name for a kind of problem, as written in `[checks]` and printed in reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant),* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// One sentence that says what the code stands for.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning),* }
            }

            pub fn default_severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }

            pub fn from_name(name: &str) -> Option<Code> {
                match name { $($name => Some(Code::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    // The machine and the site as a whole.
    InvalidConfig "invalid-config" Error "`copsite.toml` cannot be read or holds a wrong value."
    UnreadableFile "unreadable-file" Error "A file or folder cannot be read."
    InvalidEncoding "invalid-encoding" Error "A content file is not UTF-8."
    UnreadFile "unread-file" Warning "A file of the content, or a folder of such, that holds texts by its name and is passed over; or a hidden file of `static/`."
    FileTooLarge "file-too-large" Error "A content file is larger than 16 MiB."
    OutsideRoot "outside-root" Error "A symbolic link leads out of the site, or round in a circle."
    NoHistory "no-history" Warning "`git_dates` is set, and there is no telling when files were last committed."
    InvalidData "invalid-data" Error "A file under `data/` cannot be parsed."
    // Front matter.
    InvalidFrontMatter "invalid-front-matter" Error "The front matter cannot be parsed."
    UnclosedFrontMatter "unclosed-front-matter" Error "The front matter has no closing fence."
    DuplicateKey "duplicate-key" Error "A key stands twice in one front matter."
    UnknownKey "unknown-key" Warning "A front matter key that no schema knows."
    AlmostWithheld "almost-withheld" Error "A key or file that is almost one that holds pages back, which would be published."
    WrongType "wrong-type" Error "A value has another type than its field."
    InvalidValue "invalid-value" Error "A value is not one its field allows."
    InvalidDate "invalid-date" Error "A date or time that does not exist or cannot be read."
    InvalidRepeat "invalid-repeat" Error "A repetition that cannot be understood, or that never comes."
    UnmatchedDate "unmatched-date" Warning "A date of a repeated event on which it does not come."
    TimeMismatch "time-mismatch" Warning "Times of an event that do not go together: those of its start and its end, or those of an original and its translation, or their status."
    UnlikelyOffset "unlikely-offset" Warning "An offset that the clocks of the place do not have at that time of the year."
    MissingField "missing-field" Error "A required field is missing, or a field still holds what `copsite new` wrote."
    MissingTitle "missing-title" Warning "An entry has no title; its file name is used."
    UndatedRevision "undated-revision" Warning "A revision is described that has no day."
    DateMismatch "date-mismatch" Warning "The date in the file name differs from the one in the front matter."
    FutureDate "future-date" Warning "An entry that is published is dated after today."
    // Identity.
    UnknownKind "unknown-kind" Error "An entry names a kind that no schema defines."
    LanguageFolder "language-folder" Warning "A folder that is called like a language and holds kinds is not among `languages`."
    InvalidSlug "invalid-slug" Error "A slug that cannot be part of a URL."
    DuplicateId "duplicate-id" Error "Two entries have the same id; the second goes by a numbered one."
    DuplicateUrl "duplicate-url" Error "Two pages would be written to the same URL."
    DuplicateAlias "duplicate-alias" Error "An alias stands on two pages, or is the URL of a page."
    InvalidAlias "invalid-alias" Error "An alias that is not a path inside the site."
    // Vocabularies.
    UnknownTerm "unknown-term" Error "A term that a closed vocabulary does not hold."
    UnknownRelation "unknown-relation" Error "A relation that no schema defines."
    UnknownAudience "unknown-audience" Error "An audience that `[audiences]` does not list."
    InvalidPassage "invalid-passage" Error "A passage for some readers, `::: members`, without its end, or an end without its passage."
    // Links.
    WantedEntry "wanted-entry" Warning "A wiki-link to an entry that does not exist yet."
    BrokenLink "broken-link" Error "A link to a file or page of the site that does not exist."
    BrokenAnchor "broken-anchor" Error "A link to a heading that its page does not have."
    DeadLink "dead-link" Warning "An address outside of the site at which nothing is found; `copsite check --external` asks."
    AmbiguousLink "ambiguous-link" Error "A link by slug or title that fits more than one entry."
    UnreadMark "unread-mark" Warning "Signs of bold words that are text to Markdown, so that readers see them."
    UnreadLink "unread-link" Warning "What looks like a link or an image and is text to Markdown, so that readers see its signs."
    MissingImage "missing-image" Error "An image or attachment that does not exist."
    InvalidImage "invalid-image" Error "An image that cannot be decoded, or that browsers do not show."
    TellingImage "telling-image" Warning "A picture that is published with what its camera or a program wrote into it."
    LargeImage "large-image" Warning "An image with too many pixels to be made smaller; it is published as it is."
    NoSocialCard "no-social-card" Warning "A social card that is wanted and cannot be made."
    MissingAlt "missing-alt" Warning "An image without a text alternative, or a sound or film without a name."
    UnlikelyAddress "unlikely-address" Warning "An address that cannot be reached; a field that holds one is dropped."
    UnsafeLink "unsafe-link" Warning "A link with a scheme that could run code; it is dropped."
    EmbedCycle "embed-cycle" Error "Entries that embed one another in a circle."
    EmbedsTooMany "embeds-too-many" Error "More texts are embedded in one another than a page can hold."
    // Markdown.
    UnknownLanguage "unknown-language" Warning "A code block in a language that cannot be highlighted."
    InvalidMath "invalid-math" Error "A formula that cannot be turned into MathML."
    UndefinedFootnote "undefined-footnote" Warning "A footnote reference without its note."
    UnreadFootnote "unread-footnote" Warning "A footnote that nothing refers to, so that no reader sees it."
    UnsafeHtml "unsafe-html" Warning "Raw HTML that was removed because it could do harm."
    UnclosedHtml "unclosed-html" Warning "A raw HTML element that ends nowhere."
    InvalidBlock "invalid-block" Error "A `query` or `toc` block, or a component call, that cannot be understood."
    UnknownComponent "unknown-component" Error "A component that the theme does not have."
    ForeignShortcode "foreign-shortcode" Warning "A shortcode of another generator; it is left as text."
    ForeignSyntax "foreign-syntax" Warning "A sign that means something in another tool's Markdown; it is left as text."
    NestedTooDeep "nested-too-deep" Error "Text nested so deeply that it cannot be read."
    // Theme.
    InvalidTheme "invalid-theme" Error "The theme is missing or its description is wrong."
    TemplateError "template-error" Error "A template cannot be parsed or rendered."
    InlineElement "inline-element" Warning "A script or style sheet in a template that the site's security policy stops."
    UnknownData "unknown-data" Error "A template names data that no page gives it."
    MissingString "missing-string" Warning "An interface string that no language file holds."
    UnknownString "unknown-string" Warning "A string of the site's own `i18n/` that no page says."
    LowContrast "low-contrast" Error "Two colours of the theme are too close to be told apart."
    OverBudget "over-budget" Warning "A page, or a file of the theme, that is larger than readers on slow lines should wait for."
    // The newsletter.
    AlreadySent "already-sent" Warning "An article that an issue of the newsletter has carried before."
    NotInIssue "not-in-issue" Warning "An article that names an issue of the newsletter which does not show it."
    IssueWaits "issue-waits" Error "The next issue of the newsletter is collected already, and not sent yet."
    EmailTooLarge "email-too-large" Warning "A newsletter e-mail so large that Gmail would cut it off."
    EmailAddresses "email-addresses" Warning "A newsletter e-mail whose links lead nowhere, because the site has no address, or that names no way to leave."
    // The weaver's desk.
    UnknownSuggestion "unknown-suggestion" Error "An id that is none of the suggestions of `copsite weave`."
    RefusedEdit "refused-edit" Error "A change to a file that cannot be made without touching something else."
    // Publishing.
    LostAddress "lost-address" Warning "A page that was published before is gone, and nothing leads on from its address."
    Leak "leak" Error "A published file would tell of what is for a narrower audience."
    RefusedOutput "refused-output" Error "The output folder must not be written to."
    WriteFailed "write-failed" Error "A file of the published site cannot be written or removed."
}
