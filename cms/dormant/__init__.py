"""What belongs to plugins that are away: kept while their code is gone or put aside, given back as it was when they return."""
