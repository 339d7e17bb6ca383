// A textlint rule: paragraphs in Markdown and comments are wrapped at 100 columns, and no line ends
// long before that. Only a line of a single word, such as a link, may be longer.
const LIMIT = 100;
const SHORT = 80;

module.exports = ({ RuleError, getSource, locator, report }) => ({
  Paragraph(node) {
    const text = getSource();
    const start = text.lastIndexOf('\n', node.range[0] - 1) + 1;
    const isInTable = /[^\s>*+\-\d.]/.test(text.slice(start, node.range[0]));
    if (isInTable) return;

    let offset = start - node.range[0];
    const lines = text.slice(start, node.range[1]).split('\n');
    lines.forEach((untrimmed, i) => {
      const line = untrimmed.trimEnd();
      const complain = message => report(node, new RuleError(message, { padding: locator.at(Math.max(0, offset)) }));
      const words = line.replace(/^[\s>*+\-#/]*/, '').split(/\s+/);
      if (line.length > LIMIT && words.length > 1) complain(`${line.length} columns: wrap at ${LIMIT}`);

      const next = /^\s*([a-z(]\S*)/.exec(lines[i + 1] ?? '');
      if (next && /[a-z,]$/.test(line) && line.length + 1 + next[1].length <= SHORT)
        complain('A line ends early: join it with the next');
      offset += untrimmed.length + 1;
    });
  },
});
