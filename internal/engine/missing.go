package engine

import "articula/internal/qda"

// What is said of things that are not there (any more).

func noCase(id qda.ID) error {
	return qda.E(qda.NotFound, "case.gone", "The case {case} is not in the project (any more).", "case", id)
}

func noAttribute(id qda.ID) error {
	return qda.E(qda.NotFound, "attribute.gone", "The attribute {attribute} is not in the project (any more).", "attribute", id)
}

func noFacet(id qda.ID) error {
	return qda.E(qda.NotFound, "facet.gone", "The facet {facet} is not in the project (any more).", "facet", id)
}
