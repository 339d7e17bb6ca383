// A textlint plugin for the prose in source files. It replaces code by spaces and turns each
// comment, literal and test name into a node at its own place, so that findings have the line and
// column of the file.

const STAR_COMMENT = String.raw`/\*[^]*?\*/`;
const SLASH_COMMENTS = String.raw`(?://.*\n?[ \t]*)+`;
const HASH_COMMENTS = String.raw`(?:(?<=^|\s)#.*\n?[ \t]*)+`;
const MARKUP_COMMENT = String.raw`<!--[^]*?-->|<%--[^]*?--%>`;
const STRING = String.raw`"(?:\\.|[^"\\\n])*"`;
const JAVA_LITERAL = String.raw`"""[^]*?"""|${STRING}(?:\s*\+\s*${STRING})*|'(?:\\.|[^'\\])'`;
const TEST_NAME = String.raw`\b[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}\b`;
const UNWANTED_NAME = String.raw`\bit\s*->|\b(?:tells?|told)\b`;
const NOTHING = '(?!)';

// Regular expressions for comments and for other prose. YAML and markup are prose as a whole.
const java = [`${STAR_COMMENT}|${SLASH_COMMENTS}`, `${JAVA_LITERAL}|${TEST_NAME}|${UNWANTED_NAME}`];
const script = [`${STAR_COMMENT}|${SLASH_COMMENTS}`, String.raw`${STRING}|'(?:\\.|[^'\\\n])*'`];
const style = [STAR_COMMENT, NOTHING];
const shell = [HASH_COMMENTS, `${STRING}|'[^']*'`];
const yaml = [HASH_COMMENTS, '[^#]+'];
const markup = [MARKUP_COMMENT, '[^<]+'];
const json = [NOTHING, STRING];

const LANGUAGES = {
  '.java': java,
  '.js': script, '.cjs': script, '.css': style,
  '.yml': yaml, '.yaml': yaml, '.env': yaml, '.example': yaml, '.properties': yaml,
  '.jte': markup, '.xml': markup, '.svg': markup,
  '.json': json,
  // textlint finds a file without extension by its name, and then parses it as ''.
  '.sh': shell, 'Dockerfile': shell, 'run': shell, '': shell,
};

class SourceProcessor {
  availableExtensions() {
    return Object.keys(LANGUAGES);
  }

  processor(extension) {
    const [comment, other] = LANGUAGES[extension];
    const prose = new RegExp(`(?<comment>${comment})|${other}`, 'gm');
    return {
      preProcess: source => parse(source, prose),
      postProcess: (messages, filePath) => ({ messages, filePath }),
    };
  }
}

/** Returns the text without code, and its tree. A comment of whole lines is a paragraph. */
function parse(source, prose) {
  let text = '';
  const pieces = [];
  for (const { 0: piece, index: start, groups } of source.matchAll(prose)) {
    if (/^["']\S*$/.test(piece)) continue; // A literal of one word is a name or a value.
    text += spaces(source.slice(text.length, start));
    text += groups.comment ? withoutLeaders(piece) : withoutSyntax(piece);
    const isOnItsOwn = source.slice(source.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
    pieces.push({ type: groups.comment && isOnItsOwn ? 'Paragraph' : 'Str', start, end: text.length });
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

/** Keeps the first leader, because it shows that this is Javadoc, and hides code. */
const withoutLeaders = comment => comment
  .replace(/(?<=\n[ \t]*)(\*(?!\/)|\/\/|#)/g, spaces)
  .replace(/\{@(code|link|linkplain|literal|value)\b[^{}]*\}|(?<=@param )\S+/g, code => code.replace(/\S/g, '`'));

/** Joins literals, and turns the underscores of a test name into spaces. */
const withoutSyntax = text => text.replace(/"\s*\+\s*"|\\.|"/g, spaces).replace(/(?<=[a-z0-9])_(?=[a-z0-9])/g, ' ');

function positions(text) {
  const lines = [0, ...Array.from(text.matchAll(/\n/g), match => match.index + 1)];
  return offset => {
    const line = lines.findLastIndex(start => start <= offset);
    return { line: line + 1, column: offset - lines[line] };
  };
}

module.exports = { Processor: SourceProcessor };
