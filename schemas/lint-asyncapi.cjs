// Says what AsyncAPI's own parser finds wrong with a document, with all that it refers to; see .ci/run.
const { Parser, fromFile } = require('@asyncapi/parser');

const WARNING = 1;

fromFile(new Parser(), process.argv[2]).parse().then(({ document, diagnostics }) => {
  const faults = diagnostics.filter((fault) => fault.severity <= WARNING);
  faults.forEach((fault) => console.error(`${fault.path.join('.')}: ${fault.message} (${fault.code})`));
  process.exitCode = document && faults.length === 0 ? 0 : 1;
});
