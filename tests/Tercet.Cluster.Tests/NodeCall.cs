using System.Globalization;

namespace Tercet.Cluster.Tests;

/// <summary>A call of the tool by a node.</summary>
/// <param name="Command">The command: part or merge.</param>
/// <param name="Part">The part; null for the merge.</param>
/// <param name="Node">The node.</param>
/// <param name="Process">Its process.</param>
internal sealed record NodeCall(string Command, int? Part, string Node, int Process)
{
    /// <summary>Parses a line of node.sh.</summary>
    public static NodeCall Parse(string line)
    {
        var words = line.Split(' ');
        int? part = words[1] == "-" ? null : int.Parse(words[1], CultureInfo.InvariantCulture);
        return new NodeCall(words[0], part, words[2], int.Parse(words[3], CultureInfo.InvariantCulture));
    }
}
