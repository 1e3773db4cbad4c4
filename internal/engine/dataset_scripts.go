package engine

import (
	"fmt"
	"strings"

	"articula/internal/exchange/table"
)

// rScript reads the tables of a dataset in R, with nothing but R itself: each into a
// data frame of its name, with the type and the label of every column.
func rScript(files []string, tables []table.Table) string {
	var b strings.Builder
	b.WriteString(`# Reads the tables of this folder. Set the working directory to the folder first:
# setwd("...")

read_table <- function(file, types, labels) {
  data <- read.csv(file, colClasses = types, fileEncoding = "UTF-8-BOM", na.strings = "", check.names = FALSE, stringsAsFactors = FALSE)
  names(data) <- names(types)
  for (name in names(labels)) attr(data[[name]], "label") <- labels[[name]]
  data
}
`)
	classes := map[table.Type]string{table.Text: "character", table.Date: "character", table.Integer: "integer", table.Number: "character", table.Boolean: "character"}
	for i, t := range tables {
		name := strings.TrimSuffix(files[i], ".csv")
		fmt.Fprintf(&b, "\n%s <- read_table(%s,\n  types = c(", name, rText(files[i]))
		for j, c := range t.Columns {
			fmt.Fprintf(&b, "%s%s = %s", comma(j, 1), rName(c.Name), rText(classes[c.Type]))
		}
		b.WriteString("),\n  labels = list(")
		for j, c := range t.Columns {
			fmt.Fprintf(&b, "%s%s = %s", comma(j, 1), rName(c.Name), rText(c.Meaning))
		}
		b.WriteString("))\n")
		for _, c := range t.Columns {
			switch c.Type {
			case table.Number: // a cell that holds several values is none
				fmt.Fprintf(&b, "%s[[%s]] <- suppressWarnings(as.numeric(%s[[%s]]))\n", name, rText(c.Name), name, rText(c.Name))
			case table.Boolean:
				fmt.Fprintf(&b, "%s[[%s]] <- tolower(%s[[%s]]) == \"true\"\n", name, rText(c.Name), name, rText(c.Name))
			}
		}
	}
	return b.String()
}

// comma begins all but the first of a list, on a line of its own after every nth.
func comma(i, every int) string {
	switch {
	case i == 0:
		return ""
	case i%every == 0:
		return ",\n    "
	}
	return ", "
}

func rText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", "", "\t", `\t`).Replace(s) + `"`
}

func rName(s string) string {
	return "`" + strings.NewReplacer("\\", "_", "`", "_", "\n", " ").Replace(s) + "`"
}
