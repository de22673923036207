"""Two people's folders of one dataset made one, with every conflict told in the graph's terms.

sides       what each of the two folders holds
joining     what the whole shall say: what one side says, or both, and where they contradict each other
duplicates  things that seem to have two ids
vocabulary  which own files the whole has, and what they say together
values      the values of a key as YAML
splicing    changes to a YAML file that leave every other line as it is
files       what is written where
merge       all of it together
"""
