/* What a missing plugin left behind: shown, moved and deleted like any other block, but nobody can add it or look into it.
   What a plugin left that is disabled for the site stays as it is, and is not offered either. */
(() => {
  const { StreamBlockDefinition, StructBlockDefinition } = window.wagtailStreamField.blocks;
  const UNAVAILABLE = "unavailable";
  const KEPT_FIELDS = "kept-fields";

  /* The parts of a block's interface that a hidden field needs. */
  class Kept {
    constructor(name, state) {
      this.input = document.createElement("input");
      this.input.type = "hidden";
      this.input.name = name;
      this.element = this.input;
      this.setState(state);
    }

    getState() {
      return this.input.value;
    }

    getValue() {
      return this.input.value;
    }

    setState(state) {
      this.input.value = state || "";
    }

    setError() {}

    focus() {}

    getTextLabel() {
      return null;
    }
  }

  class Unavailable extends Kept {
    constructor(definition, placeholder, prefix, state) {
      super(prefix, state);
      this.blockDef = definition;
      this.type = definition.name;
      this.element = document.createElement("div");
      const help = document.createElement("p");
      help.className = "help";
      const missing = document.createElement("code");
      missing.textContent = this.getTextLabel();
      help.append(missing, ` – ${definition.meta.helpText}`);
      this.element.append(help, this.input);
      placeholder.replaceWith(this.element);
    }

    /* The seal stands behind the last colon. */
    getTextLabel() {
      const sealed = this.getState();
      try {
        return JSON.parse(sealed.slice(0, sealed.lastIndexOf(":"))).type;
      } catch {
        return null;
      }
    }
  }

  class UnavailableDefinition {
    constructor(name, meta) {
      this.name = name;
      this.meta = meta;
    }

    render(placeholder, prefix, state) {
      return new Unavailable(this, placeholder, prefix, state);
    }
  }

  class DurableStreamDefinition extends StreamBlockDefinition {
    constructor(name, groups, ...args) {
      super(name, groups.map(([group, definitions]) => [group, definitions.flat()]), ...args);
      const hidden = new Set([UNAVAILABLE, ...(this.meta.hidden_blocks || [])]);
      this.groupedChildBlockDefs = this.groupedChildBlockDefs
        .map(([group, definitions]) => [group, definitions.filter(({ name }) => !hidden.has(name))])
        .filter(([, definitions]) => definitions.length > 0);
    }
  }

  class DurableStructDefinition extends StructBlockDefinition {
    render(placeholder, prefix, state, error) {
      const block = super.render(placeholder, prefix, state, error);
      const kept = new Kept(`${prefix}-${KEPT_FIELDS}`, state?.[KEPT_FIELDS]);
      block.container[0].append(kept.input);
      block.childBlocks[KEPT_FIELDS] = kept;
      return block;
    }
  }

  /* Blocks of the core: a file of its own tells what they are, the same in each form. */
  let shared = null;
  class Shared {
    constructor(...names) {
      shared ??= window.telepath.unpack(window.sharedBlocks);
      return names.map((name) => shared[name]);
    }
  }

  window.telepath.register("blocks.Shared", Shared);
  window.telepath.register("blocks.UnavailableBlock", UnavailableDefinition);
  window.telepath.register("blocks.DurableStreamBlock", DurableStreamDefinition);
  window.telepath.register("blocks.DurableStructBlock", DurableStructDefinition);
})();
