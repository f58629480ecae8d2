/* A choice of languages that offers the stored code, too, so that one that is not in the list stays what it is. */
(() => {
  const Select = window.telepath.constructors["wagtail.widgets.Select"];

  class LanguageSelect extends Select {
    constructor(...values) {
      super(...values);
      this.boundWidgetClass = class extends this.boundWidgetClass {
        setState(state) {
          for (const code of [state].flat()) {
            const known = [...this.input.options].some((option) => option.value === code);
            if (code && !known) this.input.add(new Option(code, code));
          }
          super.setState(state);
        }
      };
    }
  }

  window.telepath.register("blocks.LanguageSelect", LanguageSelect);
})();
