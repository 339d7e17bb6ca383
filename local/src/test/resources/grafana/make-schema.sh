#!/usr/bin/env bash
# Creates dashboard.schema.json from model.ts and the types of a version of Grafana, for example:
# make-schema.sh 12.1.1
set -eu
version=$1
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" "@grafana/schema@$version" ts-json-schema-generator@2.4.0
cp model.ts "$work"
"$work/node_modules/.bin/ts-json-schema-generator" --path "$work/model.ts" --type Dashboard --no-type-check --expose export > "$work/schema.json"
node - "$work/schema.json" "$version" > dashboard.schema.json << 'END'
const [, , file, version] = process.argv;
const says = (key, value) => (key === 'description' || key === 'default') && typeof value !== 'object';
const schema = JSON.parse(require('fs').readFileSync(file), (key, value) => (says(key, value) ? undefined : value));
const definitions = Object.entries(schema.definitions).map(([name, type]) => `    "${name}": ${JSON.stringify(type)}`);
console.log(`{
  "$schema": "${schema.$schema}",
  "$comment": "Made of model.ts and @grafana/schema ${version} by Grafana Labs, https://github.com/grafana/grafana, Apache License 2.0; without its descriptions.",
  "$ref": "${schema.$ref}",
  "definitions": {
${definitions.join(',\n')}
  }
}`);
END
