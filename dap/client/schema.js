// The protocol's schema, made from its TypeScript declarations: which fields a message must have and may have, and of which types.
// It is stricter than TypeScript where the declarations say more than their types do: numbers are whole, references fit 32 bits, lines and
// columns are not negative, and no message has fields that the protocol does not know.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import ts from 'typescript';

const declarations = createRequire(import.meta.url).resolve('@vscode/debugprotocol/lib/debugProtocol.d.ts');

// Interfaces that others may add fields to: a module has one for each column that the adapter announces.
const open = new Set(['Module', 'LaunchRequestArguments', 'AttachRequestArguments', 'RestartArguments']);

/** Returns the JSON schema of all types of the protocol, by name in $defs. */
export function protocolSchema() {
  const file = ts.createSourceFile(declarations, readFileSync(declarations, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = new Map();
  const visit = (node) => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) declared.set(node.name.text, node);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  const $defs = {};
  for (const [name, node] of declared) {
    $defs[name] = ts.isTypeAliasDeclaration(node) ? typeSchema(node.type, name) : interfaceSchema(node, declared);
  }
  return { $id: 'protocol', $defs };
}

/** The schema of an interface with the members that it inherits, each as its nearest declaration says. */
function interfaceSchema(node, declared) {
  const members = new Map();
  const collect = (one) => {
    for (const clause of one.heritageClauses ?? []) {
      for (const base of clause.types) collect(declared.get(base.expression.text));
    }
    for (const member of one.members) {
      if (ts.isPropertySignature(member)) members.set(member.name.getText(), member);
    }
  };
  collect(node);
  return objectSchema(members.values(), open.has(node.name.text));
}

function objectSchema(members, additionalProperties) {
  const schema = { type: 'object', properties: {}, required: [], additionalProperties };
  for (const member of members) {
    const name = member.name.getText();
    schema.properties[name] = typeSchema(member.type, name);
    if (!member.questionToken) schema.required.push(name);
  }
  return schema;
}

/** The schema of a type, which is that of a member called name. */
function typeSchema(type, name) {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
    case ts.SyntaxKind.NumberKeyword:
      return numberSchema(name);
    case ts.SyntaxKind.AnyKeyword:
      return {};
    case ts.SyntaxKind.ArrayType:
      return { type: 'array', items: typeSchema(type.elementType, name) };
    case ts.SyntaxKind.LiteralType:
      return { const: type.literal.kind === ts.SyntaxKind.NullKeyword ? null : type.literal.text };
    case ts.SyntaxKind.UnionType:
      return { anyOf: type.types.map((one) => typeSchema(one, name)) };
    case ts.SyntaxKind.ParenthesizedType:
      return typeSchema(type.type, name);
    case ts.SyntaxKind.TypeReference:
      return { $ref: `#/$defs/${type.typeName.getText()}` };
    case ts.SyntaxKind.TypeLiteral:
      return literalSchema(type, name);
  }
  throw new Error(`no schema for ${type.getText()}`);
}

/** The schema of { name: type } and of { [key: string]: type }. */
function literalSchema(type, name) {
  const index = type.members.find(ts.isIndexSignatureDeclaration);
  if (index) return { type: 'object', additionalProperties: typeSchema(index.type, name) };
  return objectSchema(type.members, false);
}

function numberSchema(name) {
  if (name === 'percentage') return { type: 'number', minimum: 0, maximum: 100 };
  if (/(?:^|_)seq$/.test(name)) return { type: 'integer', minimum: 1, maximum: 2 ** 31 - 1 };
  if (/^(?:named|indexed)Variables$|^(?:variables|source)Reference$/.test(name)) return { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 };
  if (/(?:Reference|Ids?|^id|Code)$/.test(name)) return { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
  const least = /line|column|count|length|total|bytes|size|start/i.test(name) ? 0 : Number.MIN_SAFE_INTEGER;
  return { type: 'integer', minimum: least, maximum: Number.MAX_SAFE_INTEGER };
}

/** Checks messages of an adapter. */
export class Checker {
  #ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
  #schema = protocolSchema();

  constructor() {
    this.#ajv.addSchema(this.#schema);
  }

  /** Returns what is wrong with a message, as lines; none if it is as the protocol wants it. */
  check(message) {
    const name = typeOf(message);
    if (!this.#schema.$defs[name]) return [`${name} is no type of the protocol`];
    const validate = this.#ajv.getSchema(`protocol#/$defs/${name}`);
    if (validate(message)) return [];
    return validate.errors.map((e) => {
      const extra = e.params.additionalProperty ?? e.params.allowedValue;
      return `${name}${e.instancePath}: ${e.message}${extra === undefined ? '' : `: ${extra}`}`;
    });
  }
}

const upper = (name) => String(name).charAt(0).toUpperCase() + String(name).slice(1);

/** The name of the type that a message has to be of. */
function typeOf(message) {
  switch (message.type) {
    case 'event':
      return upper(message.event) + 'Event';
    case 'request':
      return upper(message.command) + 'Request';
    case 'response':
      return message.success === false ? 'ErrorResponse' : upper(message.command) + 'Response';
  }
  return `a message of type ${message.type}`;
}
