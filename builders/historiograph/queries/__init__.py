"""Ready questions: SPARQL files whose header says in plain words what they ask, with typed parameters.

catalogue   the questions there are, read from `queries/*.rq`
parameters  from what somebody writes to the term that is bound
results     rows of terms, and their forms for people and machines
"""

from historiograph.queries.catalogue import Parameter, Question, catalogue, question
from historiograph.queries.parameters import Value, bind
from historiograph.queries.results import Result

__all__ = ["Parameter", "Question", "Result", "Value", "bind", "catalogue", "question"]
