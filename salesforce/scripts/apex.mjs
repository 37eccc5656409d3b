// Reads Apex classes by a public parser (@apexdevtools/apex-parser). It knows the
// grammar only: that types and methods of the platform are there, only an org can say.
import { basename } from 'node:path';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { membersOf } from './apex-members.mjs';
import { childrenOf, ruleOf, textOf } from './apex-tree.mjs';

class Errors extends ApexErrorListener {
  problems = [];
  apexSyntaxError(line, column, message) {
    this.problems.push(`malformed Apex in line ${line}: ${message}`);
  }
}

/**
 * Reads a class: `{ methods, members, soql, isTest, code, words, problems }`; methods are those that components may call,
 * members what all methods do (membersOf), code has no comments.
 */
export function readApex(file, text) {
  const errors = new Errors();
  const { parser } = ApexParserFactory.createLexerAndParser(text, errors);
  const tree = parser.compilationUnit();
  const code = text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '');
  const read = { methods: new Map(), members: new Map(), soql: [], isTest: /^\s*@isTest/i.test(code), code, words: new Set(code.match(/\w+/g)), problems: [] };
  if (errors.problems.length > 0) return { ...read, problems: errors.problems };
  for (const problem of checkClass(tree, basename(file, '.cls'), read.isTest)) read.problems.push(problem);
  visit(tree, { looped: false }, read);
  return { ...read, members: membersOf(tree) };
}

/** The class is named like its file, and obeys sharing. */
function* checkClass(tree, name, isTest) {
  const [type] = childrenOf(tree, 'typeDeclaration');
  const [declaration] = ['classDeclaration', 'interfaceDeclaration', 'enumDeclaration'].flatMap((rule) => childrenOf(type, rule));
  const called = childrenOf(declaration, 'id')[0].getText();
  if (called !== name) yield `the class is ${called}, but the file's name says ${name}`;
  const modifiers = childrenOf(type, 'modifier').map((each) => each.getText().toLowerCase());
  if (ruleOf(declaration) !== 'classDeclaration') return;
  if (!isTest && !modifiers.includes('withsharing')) yield 'a class here is with sharing';
  // What a test prepares and looks up must not hang on what whoever deploys may see; in System.runAs sharing holds all the same.
  if (isTest && !modifiers.includes('withoutsharing')) yield 'a test is without sharing';
}

const LOOPS = ['forStatement', 'whileStatement', 'doWhileStatement'];
const DML = ['insertStatement', 'updateStatement', 'deleteStatement', 'undeleteStatement', 'upsertStatement', 'mergeStatement'];
const DML_METHOD = /^(insert|update|upsert|delete|undelete|merge|query|countQuery)/i;

/** Walks the tree; what is in a loop's own head runs once, what is in its body each time. */
function visit(node, { looped }, read) {
  const rule = ruleOf(node);
  if (looped) read.problems.push(...inLoop(node, rule));
  if (rule === 'query') read.soql.push(queryOf(node));
  if (rule === 'classBodyDeclaration') keepMethod(node, read);
  for (const child of node.children ?? []) {
    const again = LOOPS.includes(rule) && (ruleOf(child) === 'statement' || ruleOf(child) === 'block');
    visit(child, { looped: looped || again }, read);
  }
}

function* inLoop(node, rule) {
  if (rule === 'soqlLiteral') yield `line ${node.start.line}: a query in a loop`;
  if (DML.includes(rule)) yield `line ${node.start.line}: records are written in a loop`;
  const [of, call] = [childrenOf(node, 'expression')[0], childrenOf(node, 'dotMethodCall')[0]];
  if (call && /^Database$/i.test(of?.getText() ?? '') && DML_METHOD.test(call.getText())) yield `line ${node.start.line}: Database.${call.getText().split('(')[0]} in a loop`;
}

/** The object and the fields of a query; what is in a sub-query or a function is left out. */
function queryOf(node) {
  const of = (rule) => childrenOf(node, rule)[0];
  const fields = childrenOf(of('selectList') ?? {}, 'selectEntry').flatMap((entry) => childrenOf(entry, 'fieldName')).map((each) => each.getText());
  const [from] = (of('fromNameList')?.getText() ?? '').split(',');
  return { line: node.start.line, object: from, fields };
}

function keepMethod(node, read) {
  const modifiers = childrenOf(node, 'modifier').map((each) => each.getText());
  const method = childrenOf(node, 'memberDeclaration').flatMap((each) => childrenOf(each, 'methodDeclaration'))[0];
  if (!method || !modifiers.some((each) => /^@AuraEnabled/i.test(each))) return;
  const list = childrenOf(method, 'formalParameters').flatMap((each) => childrenOf(each, 'formalParameterList'));
  const parameters = list.flatMap((each) => childrenOf(each, 'formalParameter')).map((each) => childrenOf(each, 'id')[0].getText());
  read.methods.set(childrenOf(method, 'id')[0].getText(), {
    parameters,
    isStatic: modifiers.some((each) => /^static$/i.test(each)),
    isCacheable: modifiers.some((each) => /cacheable\s*=\s*true/i.test(each)),
    returns: textOf(method).split(/\s/)[0],
  });
}
