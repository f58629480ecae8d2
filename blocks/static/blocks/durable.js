/* Blocks of missing plugins stay in the stream, but nobody can add one. */
(() => {
  const StreamBlock = window.wagtailStreamField.blocks.StreamBlockDefinition;

  class DurableStreamBlock extends StreamBlock {
    constructor(...args) {
      super(...args);
      this.groupedChildBlockDefs = this.groupedChildBlockDefs
        .map(([group, defs]) => [group, defs.filter((def) => def.name !== "unavailable")])
        .filter(([, defs]) => defs.length > 0);
    }
  }

  window.telepath.register("blocks.DurableStreamBlock", DurableStreamBlock);
})();
