// Reports what AsyncAPI's own parser rejects in a document and the files that it refers to; see
// .ci/run.
const { Parser, fromFile } = require('@asyncapi/parser');

const WARNING = 1;

fromFile(new Parser(), process.argv[2]).parse().then(({ document, diagnostics }) => {
  const errors = diagnostics.filter((error) => error.severity <= WARNING);
  errors.forEach((error) => console.error(`${error.path.join('.')}: ${error.message} (${error.code})`));
  process.exitCode = document && errors.length === 0 ? 0 : 1;
});
