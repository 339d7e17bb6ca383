// The wording rules: a pattern and its message. A space in a pattern also matches a line break.
// A new rule needs a sentence in planted/ that breaks it, and its finding in planted/expected.txt.
exports.rules = [
  [
    /(?<!\b(can|cannot|can't|could) )\b(tell|tells|telling|told)\b(?! apart\b)/i,
    '"tell": use report, log, notify, return, describe or document',
  ],
  [/\banew\b/i, '"anew": use again'],
  [/\b(whoever|whomever)\b/i, '"whoever": use the client that, or name the component'],
  [/(?<!\b(and|there is) )\bno more(?=\s*([.,;:)]|but\b|and\b|$))/i, '"no more": use no longer, or nothing else'],
  [/\bbesides?\b/i, '"beside(s)": use next to, also or in addition'],
  [/\bmeanwhile\b/i, '"meanwhile": use in the meantime, or until then'],
  [/\bfor ever\b/i, '"for ever": use indefinitely'],
  [/\bthereby\b/i, '"thereby": start a new sentence'],
  [/\bas (it|they) (was|were)(?=\s*([.,;:)]|and\b|$))/i, '"as it was": use unchanged'],
  [
    /\b(lies?|lain|stands? (in|on|at|under|behind|there))\b(?! (for|front|between|in the (past|future))\b)/i,
    '"lies", "stands in": use is in, is stored in or is listed in',
  ],
  [/(?<!\bthere )\b(is|are|was|were|be|being) none\b(?! of\b)/i, '"is none": use is not one, or there is none'],
  [
    /(?<!\bthere )\b(is|are|was|were|be) no (?!(longer|more|later|earlier|less|fewer|larger|smaller|different|one)\b)/i,
    '"is no X": use is not an X, or there is no X',
  ],
  [/(?<=[.:;,] )else\b/i, '"else" opens a clause: use otherwise, or "or"'],
  [/(?<=[,;:] )for (it|they|there|only|nothing|nobody|everything|otherwise)\b/i, '"for" gives a reason: use because'],
  [/\b(null|empty|absent|false|true) where\b/i, '"where" states a condition: use if'],
  [
    /(?<=(^|[.:;>/*#] ))Of (all|each|the|these|those|several|many|two|what|such|an?)\b/,
    'A sentence opens with "of": put the subject first',
  ],
  [/\b(a|the|no|any|own) fault (of|in)\b/i, '"fault": use error, or invalid'],
  [/\bfolders?\b(?!:)/i, '"folder": use directory'],
  [/\bmisspelt\b/i, '"misspelt": use unknown'],
  [/\bstrangers?\b/i, '"stranger": use foreign, or third party'],
  [/\bblanks\b|\ba blank\b(?! (line|page|string|name|value)\b)/i, '"blank": use space'],
  [/\bunwell\b/i, '"unwell": use unhealthy'],
  [/\b(let|lets|letting) (us|it|them) in\b/i, '"lets us in": use accepts our credentials'],
  [/\b(the|a|an|of|to|in|is|are|and|or|for|with|by|on|as|be|from) \1\b/i, 'A word is repeated'],
  [/\bit ->/, '"it" as a lambda parameter: give it a name'],
  [
    new RegExp(
      String.raw`(?<=/\*\* )(What|How|Of|As|Whether|If|Where|When|Which|Who|Whose|Why|Whatever|That|It|Its|They|So|` +
        String.raw`For|In|From|By|With|Without|To|At|On|After|Before|Under|Until|Not)\b`,
    ),
    'Javadoc opens with a noun phrase or a verb in the third person',
  ],
];

// The exceptions: patterns of text in which no rule applies, each with its reason.
exports.allowed = [
];
