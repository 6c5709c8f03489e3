/// Findings: what went wrong, its evidence, severity, confidence and explanation; merging of repeats and what
/// is part of what. Written by detectors; read by stores, reports and views.
///
/// ## Texts
///
/// Everything that a user reads about a finding stands in `messages.properties` of this package and is put
/// together by [dev.faultline.engine.finding.Explainer].
///
/// | key | text |
/// |---|---|
/// | `<kind>.title` | a few words for the table |
/// | `<kind>.detail` | what happened: the first sentence says it all |
/// | `<kind>.cause.1` … | likely causes, the likeliest first |
/// | `<kind>.next.1` … | what to do next; a command to copy begins with `$ ` |
/// | `<kind>.<variant>.…` | the same, for findings whose fact `variant` says so |
/// | `<kind>.rule` | when it is told, for the page of the kind; a sentence or two with their source |
/// | `word.<name>` | what stands on that page for a value |
/// | `note.<key>` | a further sentence of the detail, added by [dev.faultline.engine.finding.OpenFinding#note] |
/// | `reason.<key>` | why the confidence is not high |
/// | `state.<state>` | a sentence for findings that are not final |
///
/// Places for values are `{name}`, and `{name:one|many}` for a number and its noun (`{count:SYN|SYNs}`: "3
/// SYNs"). Names are `src`, `dst` (address and port), `src.ip`, `dst.ip`, `by.ip` (of the fact `by`),
/// `src.port`, `port` (the server's), `count`, `duration` (from first to last), `request` (the facts `method` and
/// `path`), `protocol`, `reporter`,
/// `stream`, `vantage`, `icmp.type`, `icmp.code`, `icmp.name`, `icmp.mtu`, `icmp.gateway`, `icmp.quoted.src`,
/// `icmp.quoted.dst` (and `….ip`), and the finding's own facts. Values are written for people, and quoted for
/// the shell in commands.
///
/// What stands in `[[ ]]` is left out where a value in it is missing. A text that lacks a value outside of
/// these is not shown at all: a less special variant takes its place. A kind's own title and detail, after
/// which nothing comes, name nothing but what every finding of the kind has.
///
/// A variant has words with dots, the most general first: with `port.router`, texts are looked for under
/// `<kind>.port.router`, `<kind>.port` and `<kind>`, each part (title, detail, causes, next) by itself.
///
/// Detectors keep the keys of their notes, reasons and variants as constants `NOTE_…`, `REASON_…` and
/// `VARIANT_…` in a class whose name ends with `Texts`, one for each package or protocol: a test finds them
/// there and compares them with the file, both ways.
@NullMarked
package dev.faultline.engine.finding;

import org.jspecify.annotations.NullMarked;
