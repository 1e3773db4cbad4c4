package engine

import (
	"maps"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// One value of an attribute is held for one thing, and one record says that it has a value.
// Copies that meet may each bring one. A merge changes neither, for what would be made of
// them could depend on who met whom first; they are read so that one is held, the one that
// was decided last, and that values which are the same are one. Whoever writes a value of
// the thing next makes the records so.

// valuePlace is what values are of: an attribute of a case, document or speaker.
type valuePlace struct{ attribute, owner qda.ID }

// valuesOnce reads values as they count, in the order of the list. into names, for each one
// that another stands for, that other one.
func valuesOnce(list []qda.AttributeValue) (once []qda.AttributeValue, into map[qda.ID]qda.ID) {
	groups := map[valuePlace][]int{}
	for i, v := range list {
		at := valuePlace{v.AttributeID, v.OwnerID}
		groups[at] = append(groups[at], i)
	}
	if len(groups) == len(list) {
		return list, nil
	}
	list, into = slices.Clone(list), map[qda.ID]qda.ID{}
	for _, group := range groups {
		settleValues(list, group, into)
	}
	return slices.DeleteFunc(list, func(v qda.AttributeValue) bool { return !into[v.ID].IsZero() }), into
}

// settleValues is [valuesOnce] for the values of one attribute of one thing, which it
// changes where they stand in the list.
func settleValues(list []qda.AttributeValue, group []int, into map[qda.ID]qda.ID) {
	if len(group) < 2 {
		return
	}
	slices.SortFunc(group, func(i, j int) int {
		a, b := list[i], list[j]
		switch {
		case a.Status == ValueHeld && (b.Status != ValueHeld || a.DecidedAfter(b)):
			return -1
		case b.Status == ValueHeld:
			return 1
		}
		return compareIDs(a.ID, b.ID)
	})
	var stay []int
	for n, i := range group {
		v := &list[i]
		if n > 0 && v.Status == ValueHeld {
			v.Status = ValueContested
		}
		twin := slices.IndexFunc(stay, func(j int) bool {
			return list[j].Value == v.Value && (list[j].Status == ValueRejected) == (v.Status == ValueRejected)
		})
		if twin < 0 {
			stay = append(stay, i)
			continue
		}
		stays := &list[stay[twin]]
		stays.Note, stays.Alternatives = besideText(stays.Note, v.Note), besideText(stays.Alternatives, v.Alternatives)
		into[v.ID] = stays.ID
	}
}

// besideText puts a text below another that does not say it already.
func besideText(text, other string) string {
	switch {
	case other == "" || strings.Contains("\n"+text+"\n", "\n"+other+"\n"):
		return text
	case text == "":
		return other
	}
	return text + "\n" + other
}

// valuesInOrder reads the values of one attribute of one thing, and puts them in order.
func valuesInOrder(tx *store.Tx, attribute, owner qda.ID) ([]qda.AttributeValue, error) {
	list, err := store.List[qda.AttributeValue](tx, store.Eq{"attribute_id": attribute, "owner_id": owner})
	if err != nil {
		return nil, err
	}
	return putInOrder(tx, list)
}

// putInOrder makes values what they are read as, and gives them so.
func putInOrder(tx *store.Tx, list []qda.AttributeValue) ([]qda.AttributeValue, error) {
	once, into := valuesOnce(list)
	for i, v := range once {
		if v != list[slices.IndexFunc(list, func(x qda.AttributeValue) bool { return x.ID == v.ID })] {
			if err := store.Save(tx, once[i]); err != nil {
				return nil, err
			}
		}
	}
	for _, v := range list {
		if to := into[v.ID]; !to.IsZero() {
			stays := &once[slices.IndexFunc(once, func(x qda.AttributeValue) bool { return x.ID == to })]
			if err := foldValue(tx.Unblinded(), v, stays); err != nil {
				return nil, err
			}
		}
	}
	return once, nil
}

// citedOnce gives values the citations of those that they stand for.
func (c *catalog) citedOnce(cited map[qda.ID][]qda.Citation) map[qda.ID][]qda.Citation {
	for _, from := range slices.SortedFunc(maps.Keys(c.sameValue), compareIDs) {
		to := c.sameValue[from]
		list := slices.Clone(cited[to])
		for _, x := range cited[from] {
			x.OwnerID = to
			list = append(list, x)
		}
		if len(list) > 0 {
			cited[to] = eachOnce(list)
		}
		delete(cited, from)
	}
	return cited
}
