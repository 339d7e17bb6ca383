// Checks the files given as arguments with textlint. `lint` installs what this needs and calls it.
const path = require('node:path');
const { createLinter, loadLinterFormatter } = require('textlint');
const { TextlintKernelDescriptor } = require('@textlint/kernel');
const { rules, allowed } = require('./rules.cjs');

const withLineBreaks = pattern => String(pattern).replaceAll(' ', String.raw`\s+`);
const patterns = rules.map(([pattern, message]) => ({ pattern: withLineBreaks(pattern), message }));
const allow = allowed.map(withLineBreaks);

const load = name => require(name).default;
const descriptor = new TextlintKernelDescriptor({
  plugins: [
    { pluginId: 'markdown', plugin: load('@textlint/textlint-plugin-markdown') },
    { pluginId: 'source', plugin: require('./source-plugin.cjs') },
  ],
  rules: [
    { ruleId: 'wording', rule: load('@textlint-rule/textlint-rule-pattern'), options: { patterns } },
    { ruleId: 'wrap', rule: require('./wrap-rule.cjs') },
  ],
  filterRules: [
    { ruleId: 'allowed', rule: load('textlint-filter-rule-allowlist'), options: { allow } },
  ],
});

(async () => {
  const results = await createLinter({ descriptor }).lintFiles(process.argv.slice(2));
  for (const result of results) result.filePath = path.relative('', result.filePath);
  results.sort((one, other) => (one.filePath < other.filePath ? -1 : 1));
  const formatter = await loadLinterFormatter({ formatterName: 'unix' });
  process.stdout.write(formatter.format(results));
  process.exitCode = results.some(result => result.messages.length > 0) ? 1 : 0;
})();
