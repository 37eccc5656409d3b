// Which searches and queries are SOSL and SOQL, by the public grammar of Apex.
// It is lax: a query with an empty WHERE passes, and a term that begins with *.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

/** Faults collects what a parse finds wrong. */
class Faults extends ApexErrorListener {
  all = [];

  apexSyntaxError(_line, column, message) {
    this.all.push(`${column}: ${message}`);
  }
}

/** wrong says what is wrong with a text by one rule of the grammar. */
function wrong(text, rule) {
  const faults = new Faults();
  const { parser } = ApexParserFactory.createLexerAndParser(text, faults);
  parser[rule]();
  const rest = parser.getCurrentToken();
  return rest.type === -1 ? faults.all : [...faults.all, `${rest.column}: more than that: ${rest.text}`];
}

const rules = {
  sosl: (text) => wrong(`[${text}]`, 'soslLiteralAlt'), // as it stands in Apex
  soql: (text) => wrong(text, 'query'),
};

for (const [language, { valid, invalid }] of Object.entries(JSON.parse(process.env.QUERIES))) {
  for (const text of valid) {
    test(`is ${language}: ${text.slice(0, 100)}`, () => assert.deepEqual(rules[language](text), []));
  }
  for (const text of invalid) {
    test(`is no ${language}: ${text.slice(0, 100)}`, () => assert.notDeepEqual(rules[language](text), []));
  }
}
