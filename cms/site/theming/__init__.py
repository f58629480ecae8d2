"""How a federation's site looks: its name, logo, colours, type and stylesheet, as its editors set them for each site."""
