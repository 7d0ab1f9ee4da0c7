// Lint rules of this repository, for oxlint.

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

/** Refuses properties in snake_case, OpenStack's names, outside the folders that read and write bodies. */
const noSnakeCase = {
  create(context) {
    const check = (node, name) => {
      if (typeof name === 'string' && SNAKE_CASE.test(name)) {
        context.report({
          node,
          message: `The property ${name} has OpenStack's name. Decode it in a folder named wire.`,
        });
      }
    };
    const checkKey = (node) => {
      if (!node.computed) check(node.key, node.key.name ?? node.key.value);
    };
    return {
      MemberExpression: (node) => check(node.property, node.computed ? node.property.value : node.property.name),
      Property: checkKey,
      TSPropertySignature: checkKey,
      PropertyDefinition: checkKey,
    };
  },
};

// oxlint takes a plugin as a default export only.
export default { meta: { name: 'house' }, rules: { 'no-snake-case': noSnakeCase } };
