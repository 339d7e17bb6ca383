// A textlint plugin for the prose in source files. It replaces code by spaces and turns each comment, literal and test name
// into a node at its own place, so that findings have the line and column of the file.

const STAR_COMMENT = String.raw`/\*[^]*?\*/`;
const SLASH_COMMENTS = String.raw`(?://.*\n?[ \t]*)+`;
const HASH_COMMENTS = String.raw`(?:(?<=^|\s)#.*\n?[ \t]*)+`;
const MARKUP_COMMENT = String.raw`<!--[^]*?-->|<%--[^]*?--%>`;
const STRING = String.raw`"(?:\\.|[^"\\\n])*"`;
const JOINED_STRINGS = String.raw`"""[^]*?"""|${STRING}(?:\s*\+\s*${STRING})*`;
const CHAR = String.raw`'(?:\\.|[^'\\])'`;
const TEST_NAME = String.raw`\b[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}\b`;
const UNWANTED_NAME = String.raw`\bit\s*->|\b(?:tells?|told)\b`;
const NOTHING = '(?!)';

const java = { comment: `${STAR_COMMENT}|${SLASH_COMMENTS}`, other: `${JOINED_STRINGS}|${CHAR}|${TEST_NAME}|${UNWANTED_NAME}` };
const shell = { comment: HASH_COMMENTS, other: `${STRING}|'[^']*'` };
const script = { comment: `${STAR_COMMENT}|${SLASH_COMMENTS}`, other: `${STRING}|'(?:\\\\.|[^'\\\\\n])*'` };
const hashed = { comment: HASH_COMMENTS, other: '[^#]+' };
const markup = { comment: MARKUP_COMMENT, other: '[^<]+' };

const LANGUAGES = {
  '.java': java,
  '.js': script, '.cjs': script, '.css': { comment: STAR_COMMENT, other: NOTHING },
  '.yml': hashed, '.yaml': hashed, '.env': hashed, '.example': hashed, '.properties': hashed,
  '.sh': shell, 'Dockerfile': shell, 'run': shell, '': shell, // textlint selects files without extension by name, and then parses them as ''.
  '.jte': markup, '.xml': markup, '.svg': markup,
  '.json': { comment: NOTHING, other: STRING },
};

class SourceProcessor {
  availableExtensions() {
    return Object.keys(LANGUAGES);
  }

  processor(extension) {
    const { comment, other } = LANGUAGES[extension];
    const prose = new RegExp(`(?<comment>${comment})|(?<other>${other})`, 'gm');
    return {
      preProcess: source => parse(source, prose),
      postProcess: (messages, filePath) => ({ messages, filePath }),
    };
  }
}

function parse(source, prose) {
  let text = '';
  const pieces = [];
  for (const { 0: piece, index, groups } of source.matchAll(prose)) {
    if (/^["']\S*$/.test(piece)) continue; // A literal of one word is a name or a value.
    text += spaces(source.slice(text.length, index));
    text += groups.comment ? withoutLeaders(piece) : withoutSyntax(piece);
    // A comment is a paragraph, which is wrapped; a literal is not.
    pieces.push({ type: groups.comment ? 'Paragraph' : 'Str', start: index, end: text.length });
  }
  text += spaces(source.slice(text.length));

  const positionOf = positions(text);
  const node = (type, start, end, content) => ({
    type,
    range: [start, end],
    loc: { start: positionOf(start), end: positionOf(end) },
    raw: text.slice(start, end),
    ...content,
  });
  const str = (start, end) => node('Str', start, end, { value: text.slice(start, end) });
  const children = pieces.map(({ type, start, end }) =>
    type === 'Str' ? str(start, end) : node(type, start, end, { children: [str(start, end)] }));
  return { text, ast: node('Document', 0, text.length, { children }) };
}

const spaces = text => text.replace(/[^\n]/g, ' ');

/** Keeps the first leader, because `/**` shows that this is Javadoc, and hides code as Markdown does. */
const withoutLeaders = comment => comment
  .replace(/(?<=\n[ \t]*)(\*(?!\/)|\/\/|#)/g, spaces)
  .replace(/\{@(code|link|linkplain|literal|value)\b[^{}]*\}|(?<=@param )\S+/g, code => code.replace(/\S/g, '`'));

/** Also turns the underscores of a test's name into spaces. */
const withoutSyntax = text => text.replace(/"\s*\+\s*"|\\.|"/g, spaces).replace(/(?<=[a-z0-9])_(?=[a-z0-9])/g, ' ');

function positions(text) {
  const lines = [0, ...Array.from(text.matchAll(/\n/g), match => match.index + 1)];
  return offset => {
    const line = lines.findLastIndex(start => start <= offset);
    return { line: line + 1, column: offset - lines[line] };
  };
}

module.exports = { Processor: SourceProcessor };
