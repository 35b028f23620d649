"""Charts and documents. `draw` turns a Vega-Lite specification into SVG; `charts` writes the specifications."""
