/** The layers, as rules of the linter. What is allowed stands in allowed.mjs; all else is refused. */
import { resolve } from 'node:path';
import { areas, forbiddenMembers, globals, knowNow, members, names, needsArgument, raw } from './allowed.mjs';
import { areaOf, createResolver, pathFrom } from './resolve.mjs';

const resolvers = new Map();
/**
 * Where a file stands in the tree that is held to the table: the project, or (by the option `root`) the tests' tree of
 * violations. Null outside `src` for what is no area, like the tools' configuration.
 */
const placeOf = (context) => {
  const root = resolve(context.cwd, context.options[0]?.root ?? '.');
  if (!resolvers.has(root)) resolvers.set(root, createResolver(root, context.cwd));
  const path = pathFrom(root, context.filename);
  const name = areaOf(path);
  return name === null && !path.startsWith('src/')
    ? null
    : { path, name, area: areas[name], resolve: resolvers.get(root) };
};
const withRoot = [{ type: 'object', properties: { root: { type: 'string' } }, additionalProperties: false }];

const textOf = (node) => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TSLiteralType') return textOf(node.literal);
  return node?.type === 'TemplateLiteral' && node.quasis.length === 1 ? node.quasis[0].value.cooked : null;
};
const isNamed = (node, name) => node?.type === 'Identifier' && node.name === name;
const nameOfMember = (node) => (node.computed ? textOf(node.property) : (node.property.name ?? null));

/** Calls `found(node, source)` for each import of a file, in whichever form; `source` is null when it is no text. */
const eachImport = (found) => ({
  ImportDeclaration: (node) => found(node, textOf(node.source)),
  ExportAllDeclaration: (node) => found(node, textOf(node.source)),
  ExportNamedDeclaration: (node) => node.source && found(node, textOf(node.source)),
  ImportExpression: (node) => found(node, textOf(node.source)),
  TSImportType: (node) => found(node, textOf(node.source ?? node.argument)),
  TSExternalModuleReference: (node) => found(node, textOf(node.expression)),
  CallExpression: (node) => {
    const { callee } = node;
    const isRequire =
      isNamed(callee, 'require') || (callee.type === 'MemberExpression' && isNamed(callee.object, 'require'));
    const isGlob =
      callee.type === 'MemberExpression' &&
      callee.object.type === 'MetaProperty' &&
      ['glob', 'globEager', 'resolve'].includes(nameOfMember(callee));
    if (isRequire || isGlob) found(node, isGlob ? null : textOf(node.arguments[0]));
  },
});

const may = (list, name) => list.includes('*') || list.includes(name);

const imports = {
  meta: { schema: withRoot },
  create(context) {
    const place = placeOf(context);
    if (place === null) return {};
    const { area, name } = place;
    if (area === undefined)
      return {
        Program: (node) => context.report({ node, message: 'It lies in no area of scripts/layers/allowed.mjs.' }),
      };
    return eachImport((node, source) => {
      const target = source === null ? null : place.resolve(context.filename, source);
      const report = (message) => context.report({ node, message });
      if (target === null)
        return area.also.includes('loose') ? undefined : report(`It can't be told what this imports.`);
      if (target.node !== undefined) {
        if (!area.also.includes('node')) report(`${name} may not import Node's ${target.node}.`);
      } else if (target.package !== undefined) {
        if (!may(area.packages, target.package)) report(`${name} may not import the package ${target.package}.`);
      } else {
        const other = areaOf(target.path) ?? 'no area';
        if (other !== name && !may(area.may, other)) report(`${name} may not import ${other} (${target.path}).`);
      }
    });
  },
};

const rawIpc = {
  meta: { schema: withRoot },
  create(context) {
    const place = placeOf(context);
    if (place?.area === undefined || place.area.also.includes('loose') || place.path === raw.only) return {};
    const report = (node) =>
      context.report({ node, message: `Raw IPC only in ${raw.only}; ${raw.package} is imported by names.` });
    return {
      ...eachImport((node, source) => {
        if (source !== raw.package && source?.startsWith(`${raw.package}/`) !== true) return;
        const isByName =
          node.type === 'TSImportType' ||
          ((node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration') &&
            node.specifiers.every(
              ({ type, imported, local }) => type.endsWith('portSpecifier') && (imported ?? local).name !== raw.name,
            ));
        if (!isByName) report(node);
      }),
      MemberExpression: (node) => {
        if (place.name === 'electron' && nameOfMember(node) === raw.property) report(node);
      },
    };
  },
};

/** Every name that a file uses and doesn't define: globals, and bindings of packages by their imported name. */
const outsideNames = (scopeManager) =>
  scopeManager.scopes.flatMap((scope) =>
    scope.references.flatMap((reference) => {
      const [definition] = reference.resolved?.defs ?? [];
      if (definition === undefined) return [{ reference, name: reference.identifier.name, isGlobal: true }];
      return definition.type === 'ImportBinding' && definition.node.type === 'ImportSpecifier'
        ? [{ reference, name: definition.node.imported.name, isGlobal: false }]
        : [];
    }),
  );

const pure = {
  meta: { schema: withRoot },
  create(context) {
    const place = placeOf(context);
    if (place?.area === undefined || !place.area.also.includes('pure')) return {};
    const report = (node, what) =>
      context.report({ node, message: `${place.name} is pure: ${what}. Facts come in as values.` });
    /** Whether a name stands where it does no harm: a listed member of it, a type, or `new Date(something)`. */
    const isHarmless = (identifier, name) => {
      const { parent } = identifier;
      if (['TSTypeReference', 'TSTypeQuery', 'TSQualifiedName'].includes(parent.type)) return true;
      if (name === 'Date' && parent.type === 'NewExpression' && parent.callee === identifier)
        return parent.arguments.length > 0 && parent.arguments[0].type !== 'SpreadElement';
      const isInstance = parent.type === 'BinaryExpression' && parent.operator === 'instanceof';
      if (isInstance) return true;
      if (parent.type !== 'MemberExpression' || parent.object !== identifier) return false;
      const member = nameOfMember(parent);
      return members[name]?.includes(member) ?? (member !== null && !forbiddenMembers[name].includes(member));
    };
    return {
      ...eachImport((node, source) => {
        const target = source === null ? null : place.resolve(context.filename, source);
        if (target?.package === undefined || node.importKind === 'type' || node.type === 'TSImportType') return;
        const allowed = names[target.package];
        const isByName =
          node.type === 'ImportDeclaration' &&
          node.specifiers.every(
            ({ type, imported }) =>
              type === 'ImportSpecifier' && (allowed === undefined || allowed.includes(imported.name)),
          );
        if (!isByName) report(node, `of ${target.package} it imports ${allowed?.join(', ') ?? 'names'} only`);
      }),
      'Program:exit'() {
        for (const { reference, name, isGlobal } of outsideNames(context.sourceCode.scopeManager)) {
          const { identifier } = reference;
          const isType = reference.isTypeReference === true && reference.isValueReference !== true;
          if (isType) continue;
          if (isGlobal && !globals.includes(name)) report(identifier, `there is no ${name} in it`);
          else if (
            (Object.hasOwn(members, name) || Object.hasOwn(forbiddenMembers, name)) &&
            !isHarmless(identifier, name)
          )
            report(identifier, `${name} gives it a clock or dice here`);
        }
      },
      MetaProperty: (node) => report(node, 'it does not know where it lies'),
      MemberExpression: (node) => {
        if (knowNow.includes(nameOfMember(node))) report(node, `${nameOfMember(node)} asks what time it is`);
      },
      CallExpression: (node) => {
        const { callee } = node;
        if (callee.type !== 'MemberExpression' || node.arguments.length > 0) return;
        if (needsArgument.includes(nameOfMember(callee)))
          report(node, `${nameOfMember(callee)}() takes the time of now`);
      },
    };
  },
};

export default { meta: { name: 'layers' }, rules: { imports, pure, 'raw-ipc': rawIpc } };
